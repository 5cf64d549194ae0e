"""Looks at the migrations that a change adds, and refuses what deletes data, breaks the version that still runs,
or locks a table while people wait: python scripts/check_migrations.py origin/<%= branch | comment %>
What is meant all the same is said right above it: # migration-ok: why, and how it is taken back
"""

import ast
import re
import subprocess
import sys
from pathlib import Path

# Where the migrations stand.
FOLDERS = [
<% for folder in folders %>
    <%= folder.path | json %>,
<% end %>
]
# PostgreSQL can make indexes and keys without stopping writes, and is asked to.
IS_POSTGRES = <% if postgres %>True<% else %>False<% end %>

MEANT = re.compile(r"migration-ok:\s*\S.{9,}")
LOSES = "deletes data. Stop using it in one release, drop it in a later one, and say where the data went"
RENAMES = (
    "takes away the name that the running version asks for. "
    "Add the new one, write to both, and drop the old one in a later release"
)
WANTS = (
    "wants a value that the running version does not give. "
    "Add it with a default in the database or without NOT NULL, fill it, and tighten it later"
)
REWRITES = "rewrites the whole table while nobody can use it. Add a new column, copy in small steps, and change over"
BLOCKS = (
    "stops all writes to the table until it is done. "
    "Build the index concurrently first, in a migration of its own that runs outside a transaction"
)
CHECKS = "reads the whole table while nobody can write. Add it as NOT VALID, and validate it in a later migration"
TIGHTENS = (
    "reads the whole table while nobody can use it. "
    "Add CHECK (... IS NOT NULL) NOT VALID, VALIDATE CONSTRAINT, and then SET NOT NULL"
)
ALONE = "cannot run beside other statements. Give it a migration of its own"

TABLE = r'(?:if\s+(?:not\s+)?exists\s+)?(?:only\s+)?(?P<table>[\w."`$]+)'
CREATE = re.compile(r"create\s+(?:unlogged\s+|temp(?:orary)?\s+)?table\s+" + TABLE, re.I)
ALTER = re.compile(r"alter\s+table\s+" + TABLE + r"\s*", re.I)
INDEX = re.compile(r"create\s+(?:unique\s+)?index\b[^(]*?\son\s+" + TABLE, re.I)
DROP = re.compile(r"(?:drop\s+(?:table|schema|database)|truncate(?:\s+table)?)\s+" + TABLE, re.I)
REMOVE = re.compile(r"delete\s+from\s+" + TABLE + r"(?![\s\S]*\bwhere\b)", re.I)

# What is wrong with one part of an ALTER TABLE, as the part begins.
PART_RULES = [
    (r"drop\s+(?!constraint|default|index|key|foreign|primary|check|partition|identity|expression)", LOSES),
    (r"rename\s+(?!constraint|index|key)", RENAMES),
    (r"(?:modify|change)\s|alter\s+(?:column\s+)?\S+\s+(?:set\s+data\s+)?type\b", REWRITES),
    (
        r"add\s+(?!constraint|primary|foreign|unique|check|index|key)"
        r"(?=[\s\S]*\bnot\s+null\b)(?![\s\S]*\b(?:default|generated|serial)\b)",
        WANTS,
    ),
]
if IS_POSTGRES:
    PART_RULES += [
        (r"alter\s[\s\S]*\bset\s+not\s+null\b", TIGHTENS),
        (r"add\s+(?:constraint\s+\S+\s+)?(?:unique|primary\s+key)\b(?!\s+using\s+index)", BLOCKS),
        (r"add\s+(?:constraint\s+\S+\s+)?(?:foreign\s+key|check)\b(?![\s\S]*\bnot\s+valid\b)", CHECKS),
    ]
TOKENS = re.compile(
    r"--[^\n]*|/\*[\s\S]*?\*/|'(?:[^']|'')*'|\$(?P<tag>\w*)\$(?P<body>[\s\S]*?)\$(?P=tag)\$|;|[^-/'$;]+|[\s\S]"
)


def bare(name):
    return re.sub(r'["`]', "", name or "").split(".")[-1].lower()


def statements_in(sql, first_line=1):
    """The statements of SQL without texts and comments, what their comments say, and their lines. What a DO block runs is looked into."""
    found, words, said, line, now = [], "", "", first_line, first_line
    for match in TOKENS.finditer(sql + ";"):
        token = match.group()
        if token.startswith(("--", "/*")):
            said += token + "\n"
        elif token == ";":
            if words.strip():
                found.append((re.sub(r"\s+", " ", words.strip()), said, line))
            words, said = "", ""
        elif match["body"] is not None and re.match(r"\s*do\b", words, re.I):
            for inner, why, at in statements_in(match["body"], now):
                found.append((re.sub(r"^begin\s+", "", inner, flags=re.I), said + why, at))
        else:
            if not words.strip() and token.strip():
                line = now + token[: len(token) - len(token.lstrip())].count("\n")
            words += "''" if re.match(r"['$].", token) else token
        now += token.count("\n")
    return found


def parts_of(words):
    """The parts of an ALTER TABLE: split at commas that stand in no brackets."""
    depth, parts = 0, [""]
    for sign in words:
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]


def problem_of(words, table, validated):
    """Why a statement is refused; None when it is not."""
    if DROP.match(words) or REMOVE.match(words):
        return LOSES
    if IS_POSTGRES and INDEX.match(words) and not re.search(r"\bindex\s+concurrently\b", words, re.I):
        return BLOCKS
    if not ALTER.match(words):
        return None
    for part in parts_of(ALTER.sub("", words, count=1)):
        why = next((why for pattern, why in PART_RULES if re.match(pattern, part, re.I)), None)
        if why is not None and not (why == TIGHTENS and table in validated):
            return why
    return None


def wrong_in_sql(sql, made, first_line=1):
    """What is wrong in SQL. `made` holds the tables that the change itself makes: nobody uses those yet."""
    upwards = re.split(r"^--\s*(?:\+goose\s+down|migrate:down)\b", sql, maxsplit=1, flags=re.I | re.M)[0]
    every = statements_in(upwards, first_line)
    replaced = {bare(match[1]) for words, _, _ in every if (match := re.search(r"\brename to (\S+)", words, re.I))}
    validated, wrong = set(), []
    for words, said, line in every:
        start = next((match for one in (CREATE, ALTER, INDEX, DROP, REMOVE) if (match := one.match(words))), None)
        table = bare(start["table"]) if start else ""
        if CREATE.match(words):
            made.add(table)
        if re.search(r"\bvalidate constraint\b", words, re.I):
            validated.add(table)
        # A copy that takes the place of the old table: so tools change tables of SQLite.
        is_replaced = not IS_POSTGRES and DROP.match(words) and table in replaced
        if table in made or is_replaced or MEANT.search(said):
            continue
        is_alone = len(every) == 1 or not re.search(r"\bindex concurrently\b", words, re.I)
        why = problem_of(words, table, validated) if is_alone else ALONE
        if why is not None:
            wrong.append((line, words[:80], why))
    return wrong


def value(call, name):
    """What a call is given under a name; None when nothing."""
    given = next((one.value for one in call.keywords if one.arg == name), None)
    return given.value if isinstance(given, ast.Constant) else given


def given_in(call, name):
    return any(one.arg == name for one in call.keywords)


def inner_calls(call):
    return [one for part in [*call.args, *[each.value for each in call.keywords]] for one in ast.walk(part) if isinstance(one, ast.Call)]


def alembic(call, name):
    """What is wrong with a call of Alembic's op."""
    late = value(call, "postgresql_not_valid") is True
    if name in ("drop_table", "drop_column"):
        return LOSES
    if name == "rename_table" or (name == "alter_column" and given_in(call, "new_column_name")):
        return RENAMES
    if name == "alter_column" and given_in(call, "type_"):
        return REWRITES
    if name == "alter_column" and IS_POSTGRES and value(call, "nullable") is False:
        return TIGHTENS
    if name == "add_column":
        column = next((one for one in inner_calls(call) if named(one) == "Column"), None)
        if column is not None and value(column, "nullable") is False and not given_in(column, "server_default"):
            return WANTS
    if IS_POSTGRES and name == "create_index" and value(call, "postgresql_concurrently") is not True:
        return BLOCKS
    if IS_POSTGRES and name in ("create_unique_constraint", "create_primary_key"):
        return BLOCKS
    if IS_POSTGRES and name in ("create_foreign_key", "create_check_constraint") and not late:
        return CHECKS
    return None


def django(call, name):
    """What is wrong with an operation of Django."""
    if name in ("RemoveField", "DeleteModel"):
        return LOSES
    if name in ("RenameField", "RenameModel", "AlterModelTable"):
        return RENAMES
    if name == "AddField":
        field = next((one for one in inner_calls(call) if (named(one) or "").endswith(("Field", "Key"))), None)
        if field is None or named(field) == "ManyToManyField":
            return None
        # The default of a model is not one of the table: it is taken away again when the column is there.
        return None if value(field, "null") is True or given_in(field, "db_default") else WANTS
    if IS_POSTGRES and name in ("AddIndex", "AlterUniqueTogether", "AlterIndexTogether"):
        return BLOCKS
    if IS_POSTGRES and name == "AddConstraint":
        return BLOCKS if any(named(one) == "UniqueConstraint" for one in inner_calls(call)) else CHECKS
    return None


def named(call):
    target = call.func
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", None)


def wrong_in_code(text, made):
    """What is wrong in a migration of code: only the way up is looked at."""
    tree, rows = ast.parse(text), text.split("\n")
    ways = [one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == "upgrade"]
    is_alembic = len(ways) > 0
    ways = ways or [one for one in ast.walk(tree) if isinstance(one, ast.Assign) and any(getattr(to, "id", "") == "operations" for to in one.targets)]
    calls = [one for way in ways for one in ast.walk(way) if isinstance(one, ast.Call)]
    state = {id(one) for call in calls for part in call.keywords if part.arg == "state_operations" for one in ast.walk(part.value)}
    wrong, validated = [], False

    def add(line, what, why):
        above = [rows[line - 1]]
        for row in reversed(rows[: line - 1]):
            if not row.strip().startswith("#"):
                break
            above.append(row)
        if not any(MEANT.search(row) for row in above):
            wrong.append((line, what, why))

    for call in sorted(calls, key=lambda one: (one.lineno, one.col_offset)):
        name = named(call)
        if id(call) in state or name is None:
            continue
        texts = [one.value for one in [*call.args[:2], *[each.value for each in call.keywords]] if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        if name in ("create_table", "CreateModel"):
            made.update(one.lower() for one in texts[:1])
        elif name in ("execute", "RunSQL"):
            sql = next((one for part in [*call.args[:1], *[each.value for each in call.keywords if each.arg in ("sql", "sqltext")]] for one in ast.walk(part) if isinstance(one, ast.Constant) and isinstance(one.value, str)), None)
            if sql is not None:
                validated = validated or "validate constraint" in sql.value.lower()
                for line, what, why in wrong_in_sql(sql.value, made):
                    add(call.lineno, what, why)
        elif not any(one.lower() in made for one in texts):
            why = alembic(call, name) if is_alembic else django(call, name)
            if why is not None and not (why == TIGHTENS and validated):
                add(call.lineno, re.sub(r"\s+", " ", ast.unparse(call))[:80], why)
    return wrong


def is_migration(path):
    if path.endswith(".sql"):
        return not path.endswith("down.sql")
    return path.endswith(".py") and not path.endswith(("__init__.py", "env.py"))


def changed(base, kinds):
    listed = subprocess.run(
        ["git", "diff", "--name-only", "--no-renames", f"--diff-filter={kinds}", "-z", f"{base}...HEAD", "--", *FOLDERS],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\0")
    return sorted(path for path in listed if is_migration(path))


def main():
    if len(sys.argv) != 2:
        sys.exit("Say what to compare with: python scripts/check_migrations.py origin/main")
    base, made, wrong = sys.argv[1], set(), []
    if set(base) == {"0"}:
        print("This branch is new here: there is nothing to compare it with.")
        return
    added = changed(base, "A")
    for path in added:
        text = Path(path).read_text(encoding="utf-8")
        found = wrong_in_sql(text, made) if path.endswith(".sql") else wrong_in_code(text, made)
        wrong += [(path, *one) for one in found]
    for path in changed(base, "MD"):
        wrong.append((path, 1, "this file was there before", "and a database that ran it does not run it again. Leave it, and write a new one"))
    for path, line, what, why in wrong:
        print(f"{path}:{line}: {what}\n  {why}.", file=sys.stderr)
    if wrong:
        sys.exit("\nIf it is meant: write right above it  migration-ok: why, and how it is taken back  in a comment.")
    print(f"{len(added)} new {'migration' if len(added) == 1 else 'migrations'}: nothing that deletes, breaks or locks without a reason.")


if __name__ == "__main__":
    main()
