const coach = `shipworthy: a coach from prototype to production

  shipworthy [folder]            open the coach here, or in a folder
  shipworthy scan [folder]       look, and print what was found
  shipworthy facts [folder]      what is known of the code: a map to read
  shipworthy explain <check>     why a check matters, and how to close it
  shipworthy checks              every check, by category
  shipworthy answer <check>      answer a check's question, with evidence
  shipworthy accept <check>      accept a risk: owner, reason, until when

It looks at your code, asks what code cannot show, says what to do first, writes
files when you ask for them, and looks again. Looking changes nothing, runs
nothing of yours, and sends nothing anywhere.

Options of the coach
  --plain              print the report instead of opening the coach
  --ascii              no characters outside ASCII in lines and glyphs
  --no-alt-screen      stay on the normal screen
  --no-color           no colour (as NO_COLOR=1 does)

  -h, --help           this help; also after a command: shipworthy scan --help
  -v, --version        the version

Exit codes: 0 done · 1 a gate failed · 2 used wrongly · 3 incomplete
`;

const scan = `shipworthy scan [folder]: look, and print what was found

  --format text|json|markdown    how to print it (default: text)
  --fail-on blocker|high|medium|low
                                 exit with 1 when a gap of this severity or a
                                 worse one is open
  --only <check>                 put one check's question only: the way to
                                 verify one fix; may be given several times
  --no-cache                     look at every file anew, and keep nothing

Data goes to standard output, progress to standard error. The same repository
gives the same bytes. The JSON Schema of --format json is in the package:
dist/report.schema.json

Exit codes: 0 done · 1 a gate failed · 2 used wrongly
            3 incomplete: a probe or parser broke, or the walk was cut short
Answers that are still open are not "incomplete": they are listed.

Examples
  shipworthy scan
  shipworthy scan ../shop --format markdown > report.md
  shipworthy scan --fail-on blocker
  shipworthy scan --only ops-no-ci
`;

const facts = `shipworthy facts [folder]: what is known of the code

What it is built with, which ten files to read first, who can call what and
which guards stand on the way, the tables and what is personal in them, third
parties, what to ask whoever knows, and what could not be read or followed.

  --format text|json             how to print it (default: text)
  --all                          every row; without it long lists are cut
  --no-cache                     look at every file anew, and keep nothing
  --ascii                        no characters outside ASCII

Exit codes: 0 done · 2 used wrongly
            3 incomplete: a parser broke, or the repository was too large

Examples
  shipworthy facts
  shipworthy facts ../shop --all | less
  shipworthy facts --format json > facts.json
`;

const explain = `shipworthy explain <check>: why it matters, how to fix it, how that is proven

  --format text|json             how to print it (default: text)

Example
  shipworthy explain ops-no-ci
`;

const checks = `shipworthy checks: every check, by category

  --format text|json             how to print it (default: text)
`;

const answer = `shipworthy answer <check>: answer a check's question

  --yes | --no                   it is so, or it is not
  --evidence <path or link>      what shows it; a bare answer weighs little
  --note <text>                  anything worth remembering
  --by <name>                    who says so (default: git's user.name)
  --package <folder>             which package it is about (default: .)
  --folder <folder>              the repository (default: here)

Saved as a small YAML file in .shipworthy/answers/, so that it can be reviewed
and merged like code.

Example
  shipworthy answer dat-restore-untested --yes --evidence docs/drills/restore.md
`;

const accept = `shipworthy accept <check>: accept a risk until a day

  --owner <name>                 who answers for it
  --reason <text>                why it is acceptable for now
  --until <YYYY-MM-DD>           when it opens again: at most 30 days for a
                                 blocker, 180 for anything else
  --package <folder>             which package it is about (default: .)
  --folder <folder>              the repository (default: here)

Example
  shipworthy accept obs-no-alerts --owner "Ada" \\
    --reason "five pilot users" --until 2027-01-31
`;

/** The help of a command, or of the program. */
export function helpFor(command: 'scan' | 'facts' | 'explain' | 'checks' | 'answer' | 'accept' | undefined): string {
	switch (command) {
		case 'scan':
			return scan;
		case 'facts':
			return facts;
		case 'explain':
			return explain;
		case 'checks':
			return checks;
		case 'answer':
			return answer;
		case 'accept':
			return accept;
		case undefined:
			return coach;
	}
}
