"""A reader's report as one statement, which the database is sent once."""

from functools import cache

from articles.stores.databases import over

from ...reports.report import Report


def insert_report(**values):
    """Store a report with these values, by attribute; its key.

    Those that the model gives anyway stand in the statement: most of what a form can say most readers leave out.
    """
    capture = over("capture")
    capture.ensure_connection()
    usual = _usual_values()
    values = {name: value for name, value in values.items() if value != usual[name]}
    sql, fields = _statement(tuple(values))
    row = [field.get_db_prep_save(value, capture) for field, value in zip(fields, values.values(), strict=True)]
    with capture.cursor() as cursor:
        cursor.execute(sql, row)
        return cursor.fetchone()[0]


@cache
def _usual_values():
    return {field.attname: field.get_default() for field in Report._meta.concrete_fields}


@cache
def _statement(names):
    """The INSERT that takes the values of these attributes; their fields.

    What the model gives all other columns stands in it: to work that out for each report took four times as long as to
    store it.
    """
    fields = {field.attname: field for field in Report._meta.concrete_fields}
    taken = {**dict.fromkeys(names, "%s"), "updated_at": "statement_timestamp()"}
    taken |= {name: _literal(field) for name, field in fields.items() if name not in taken and _needs_default(field)}
    columns = ", ".join(f'"{fields[name].column}"' for name in taken)
    values = ", ".join(taken.values())
    sql = f"INSERT INTO {Report._meta.db_table} ({columns}) VALUES ({values}) RETURNING id"  # noqa: S608
    return sql, [fields[name] for name in names]


def _needs_default(field):
    return not (field.primary_key or field.generated or field.has_db_default()) and field.get_default() is not None


def _literal(field):
    capture = over("capture")
    value = field.get_db_prep_save(field.get_default(), capture)
    return capture.ops.compose_sql("%s", [value]).replace("%", "%%")
