import {exercise} from './help-exercise.ts';

const coach = `shipworthy: a coach from prototype to production

  shipworthy [folder]            open the coach here, or in a folder
  shipworthy scan [folder]       look, and print what was found
  shipworthy facts [folder]      what is known of the code: a map to read
  shipworthy explain <check>     why a check matters, and how to close it
  shipworthy checks              every check, by category
  shipworthy answer <check>      answer a check's question, with evidence
  shipworthy accept <check>      accept a risk: owner, reason, until when
  shipworthy write [template]    write files that help; without one, what fits
  shipworthy undo                take the last writing back
  shipworthy update              bring what was written up to date
  shipworthy exercise            practise on a small app with one gap

It looks at your code, asks what code cannot show, says what to do first, writes
files when you ask for them, and looks again. Looking changes nothing, runs
nothing of yours, and sends nothing anywhere.

Options of the coach
  --plain              print the report instead of opening the coach
  --ascii              no characters outside ASCII in lines and glyphs
  --no-alt-screen      stay on the normal screen
  --no-color           no colour (as NO_COLOR=1 does)
  --screen-reader      lines of text, one after the other: no lists that move,
                       no boxes; each change is said as it happens

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
  --record <folder>              answers, accepted risks and guards count from
                                 the .shipworthy of this folder. In CI: a
                                 checkout of the branch that a pull request goes
                                 to, or a change could accept its own risk
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

A guard that is missing, or that is none, is corrected in the repository, in
.shipworthy/guards.yaml. Every check goes by it and says so where it counts:

  guards:
    - name: bouncer              as it is shown here
      file: src/gate.ts          only where several functions have the name
      is: guard                  or: none
      lets: signed-in            who may pass, if it is one: signed-in (the
                                 default), role, key or signature
      because: it asks the ticket office

A guard counts only where its failure turns the caller away. What did not
count, and why, stands under "Not known".

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

const write = `shipworthy write [template] [folder]: write files that close gaps

Without a template: those that fit here, what each closes, and what it asks.

  --dry-run                      show the plan and every change; write nothing
  --say <need>=<words>           what only you know, as listed; may be given
                                 several times, and may be left unsaid
  --without <path>               leave a file of the plan out
  --format text|json             how to print it (default: text)

Nothing of yours is overwritten: a file that is there and not from a template is
left alone, and what is wired into your code is shown as a diff first. All files
are written, or none. Afterwards the checks are looked at again.

Examples
  shipworthy write
  shipworthy write runbooks --say owner="Ada" --dry-run
  shipworthy write runbooks --say owner="Ada" --say site=https://shop.test
`;

const undo = `shipworthy undo [folder]: take the last writing back

Every file is as it was before, byte for byte. A file that you edited since is
left, and named. A writing that was cut off is put right first. Works without
git; run it again for the writing before.
`;

const update = `shipworthy update [folder]: bring what was written up to date

Fills the templates of this version with what is known now, and with what you
said when they were written. Your own edits are kept and merged; where both
changed the same lines the file is named and left as it is.

  --dry-run                      show every change; write nothing
`;

/** The help of a command, or of the program. */
export function helpFor(
	command: 'scan' | 'facts' | 'explain' | 'checks' | 'answer' | 'accept' | 'write' | 'undo' | 'update' | 'exercise' | undefined,
): string {
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
		case 'write':
			return write;
		case 'undo':
			return undo;
		case 'update':
			return update;
		case 'exercise':
			return exercise;
		case undefined:
			return coach;
	}
}
