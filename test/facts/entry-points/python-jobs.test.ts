import {expect, test} from 'vitest';
import {gradioReader} from '../../../source/facts/entry-points/gradio.ts';
import {pythonJobsReader} from '../../../source/facts/entry-points/python-jobs.ts';
import {pythonOthersReader} from '../../../source/facts/entry-points/python-others.ts';
import {streamlitReader} from '../../../source/facts/entry-points/streamlit.ts';
import {registeredBy} from './python-registered.ts';

test('Tasks wait in a queue, and what a clock starts is a cron job.', () => {
	const {found} = registeredBy(pythonJobsReader, {
		'jobs/__init__.py': '',
		'jobs/app.py': `
from celery import Celery, shared_task
app = Celery('jobs')
@app.task(name='bill')
def charge(): ...
@shared_task
def remind(): ...
app.conf.beat_schedule = {'nightly': {'task': 'jobs.app.remind', 'schedule': 60}, 'lost': {'task': 'jobs.gone.x'}}
`,
		'jobs/clock.py': `
import schedule
from apscheduler.schedulers.background import BackgroundScheduler
clock = BackgroundScheduler()
def sweep(): ...
clock.add_job(sweep, 'interval', minutes=5)
@clock.scheduled_job('cron', hour=3)
def report(): ...
schedule.every().day.do(sweep)
queue.add_job(sweep)
`,
	});
	expect(found).toEqual([
		'queue bill | charge | ',
		'queue remind | remind | ',
		'cron report | report | ',
		'cron sweep | sweep | ',
		'cron sweep | sweep | ',
		'cron nightly | remind | ',
		'cron lost | ? |  | its handler',
	]);
});

test.each([
	['a script', {'app.py': "import streamlit as st\nst.title('x')\n"}, ['page GET / | ? | ']],
	[
		'a folder of pages',
		{'app.py': "import streamlit as st\nst.title('x')\n", 'pages/1_Sales.py': "import streamlit as st\nst.write('x')\n"},
		['page GET / | ? | ', 'page GET /Sales | ? | '],
	],
	[
		'a script that stops',
		{'app.py': 'import streamlit as st\nif not st.user.is_logged_in:\n    st.login()\n    st.stop()\n'},
		['page GET / | ? | signed-in:st.user.is_logged_in'],
	],
	[
		'pages by navigation',
		{
			'app.py':
				"import streamlit as st\ndef login(): ...\na = st.Page(login)\nb = st.Page('pages/b.py')\nif not st.session_state.logged_in:\n    st.navigation([a])\nelse:\n    st.navigation({'X': [b]})\n",
			'pages/b.py': "import streamlit as st\nst.write('x')\n",
		},
		['page GET /login | login | ', 'page GET / | ? | ', 'page GET /b | ? | signed-in:st.session_state.logged_in'],
	],
	[
		'a module that others import',
		{'app.py': "import streamlit as st\nimport parts\nst.title('x')\n", 'parts.py': "import streamlit as st\ndef head(): st.title('x')\n"},
		['page GET / | ? | '],
	],
])('Streamlit: %s.', (_what, files, expected) => {
	expect(registeredBy(streamlitReader, files).found).toEqual(expected);
});

test('Gradio serves what it launches, behind a password only where one is asked for.', () => {
	const app = (launch: string) =>
		registeredBy(gradioReader, {
			'app.py': `import gradio as gr\ndef answer(x): ...\ndemo = gr.Interface(fn=answer)\ndemo.launch(${launch})\n`,
		}).found;
	expect(app('')).toEqual(['page GET / | answer | ']);
	expect(app("auth=('a', 'b')")).toEqual(['page GET / | answer | signed-in:auth']);
});

test('A server that no reader knows is named.', () => {
	const {unread} = registeredBy(pythonOthersReader, {
		'a.py': 'from aiohttp import web\n',
		'b.py': 'import aiohttp\nfrom tornado.web import RequestHandler\n',
	});
	expect(unread).toEqual(['aiohttp: its entry points are not read', 'tornado: its entry points are not read']);
});
