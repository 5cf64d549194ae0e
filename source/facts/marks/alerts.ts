import type {MarkRule} from '../marks.ts';

/** Alert rules and who receives them, as configuration. */
export const alertMarks: readonly MarkRule[] = [
	{
		kind: 'alert.rule',
		languages: ['yaml'],
		literals: ['alert:'],
		pattern: /^[ \t]*-[ \t]*alert:\s*['"]?(?<value>[\w -]{1,100})/gmu,
		on: 'code',
	},
	{
		kind: 'alert.rule',
		languages: ['yaml', 'json'],
		literals: ['AWS::CloudWatch::Alarm', 'noDataState'],
		pattern: /AWS::CloudWatch::Alarm\b|^[ \t]*['"]?noDataState['"]?\s*:/gmu,
		on: 'code',
	},
	{
		kind: 'alert.rule',
		languages: ['hcl'],
		literals: ['resource'],
		pattern:
			/\bresource\s+"(?<value>aws_cloudwatch_metric_alarm|aws_cloudwatch_composite_alarm|datadog_monitor|grafana_rule_group|google_monitoring_alert_policy|azurerm_monitor_(?:metric|activity_log|scheduled_query_rules)_alert\w*|newrelic_(?:nrql_)?alert_condition|sentry_(?:issue|metric)_alert|pagerduty_service|betteruptime_monitor|checkly_alert_channel)"/gu,
		on: 'code',
	},
	{
		kind: 'alert.rule',
		languages: ['ts', 'js', 'py'],
		literals: ['new Alarm(', 'cloudwatch.Alarm(', 'MetricAlarm('],
		pattern: /\bnew\s+(?:cloudwatch\.)?Alarm\s*\(|\bcloudwatch\.Alarm\s*\(|\bMetricAlarm\s*\(/gu,
		on: 'code',
		roles: ['app', 'config', 'script'],
	},
	{
		kind: 'alert.receiver',
		languages: ['yaml', 'json'],
		literals: ['_configs:', 'contactPoints:', 'AlarmActions'],
		pattern:
			/\b(?:email|pagerduty|slack|webhook|opsgenie|victorops|telegram|discord|msteams|sns|pushover)_configs:|\bcontactPoints:|\bAlarmActions['"]?\s*:/gu,
		on: 'code',
	},
	{
		kind: 'alert.receiver',
		languages: ['hcl'],
		literals: ['alarm_actions', 'notification_channels', 'contact_point', 'message', 'action'],
		pattern:
			/\balarm_actions\s*=\s*\[\s*[^\]\s]|\bnotification_channels\s*=\s*\[\s*[^\]\s]|\bcontact_point\s*=\s*"|\bmessage\s*=\s*"[^"\n]*@(?:pagerduty|slack|opsgenie|webhook|[\w.-]+@)|\baction_group_id\b|\bresource\s+"checkly_alert_channel"/gu,
		on: 'code',
	},
	{
		kind: 'alert.receiver',
		languages: ['ts', 'js', 'py'],
		literals: ['addAlarmAction', 'add_alarm_action'],
		pattern: /\.addAlarmAction\s*\(|\.add_alarm_action\s*\(/gu,
		on: 'code',
		roles: ['app', 'config', 'script'],
	},
];
