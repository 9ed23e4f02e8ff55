import type { ConstructRule, ConstructTable } from './rule.ts';

const person = (pattern: string, why: string, way?: string): ConstructRule => ({
  pattern,
  kind: 'person',
  why,
  ...(way !== undefined && { way }),
});
const note = (pattern: string, why: string, way?: string): ConstructRule => ({
  pattern,
  kind: 'note',
  why,
  ...(way !== undefined && { way }),
});
const drop = (pattern: string, why: string): ConstructRule => ({ pattern, kind: 'dropped', with: '', why });
const become = (pattern: string, text: string, why?: string): ConstructRule => ({
  pattern,
  with: text,
  ...(why !== undefined && { kind: 'note', why }),
});

const locks = 'Locks have no counterpart: a query reads the state at its start.';
const utc = 'The day and hour are those of the session there and of UTC here.';
const zone = 'What AT TIME ZONE gives depends on whether the value is an instant.';
const re2 = 'BigQuery reads RE2 patterns: no back-references and no look-around.';
const json = "JSON_VALUE(x, '$.a') gives text, JSON_QUERY(x, '$.a') JSON.";
const sampling = 'Samples are drawn in another way here.';

const all: readonly ConstructRule[] = [
  become('CURRENT_DATE', '=CURRENT_DATE()', utc),
  become('CURRENT_TIMESTAMP', '=CURRENT_TIMESTAMP()'),
  person(
    'CURRENT_TIME|LOCALTIME|LOCALTIMESTAMP',
    'The time of day is that of the session there.',
    "CURRENT_TIME('Europe/Berlin').",
  ),
  person('TABLESAMPLE', sampling, 'TABLESAMPLE SYSTEM (10 PERCENT).'),
  person('NATURAL [LEFT|RIGHT|FULL|INNER] JOIN', 'BigQuery has no NATURAL JOIN.', 'JOIN ... USING (columns).'),
  person('COLLATE', 'Collations are not the same here.', "COLLATE(x, 'und:ci') compares without regard to case."),
  person('SIMILAR TO', 'SIMILAR TO has no counterpart.', "REGEXP_CONTAINS(x, r'^(?:...)$')."),
  person('AT TIME ZONE', zone, "DATETIME(ts, 'zone') or TIMESTAMP(dt, 'zone')."),
  person('MATCH_RECOGNIZE', 'Row patterns have no decided counterpart.'),
  person('PIVOT|UNPIVOT ()', 'The columns of PIVOT bear other names here.'),
  person('WITH TIES', 'WITH TIES has no counterpart.', 'QUALIFY RANK() OVER (ORDER BY ...) <= n.'),
  person(
    'TOP # PERCENT',
    'A part of the rows has no counterpart.',
    'QUALIFY PERCENT_RANK() OVER (ORDER BY ...) <= 0.1.',
  ),
  person('# PERCENT', 'A part of the rows has no counterpart.'),
  person('OVERLAPS', 'OVERLAPS has no counterpart.', 'a.start < b.end AND b.start < a.end.'),
  {
    pattern: 'FILTER ()',
    kind: 'person',
    why: 'BigQuery has no FILTER clause.',
    way: 'COUNTIF(c), or SUM(IF(c, x, NULL)).',
    targets: ['bigquery'],
  },
  drop('FOR UPDATE', locks),
  drop('FOR READ ONLY', locks),
  person('RETURNING', 'Statements that write give no rows here.'),
];

const teradata: readonly ConstructRule[] = [
  become('SEL', 'SELECT'),
  become('LT', '<'),
  become('LE', '<='),
  become('GT', '>'),
  become('GE', '>='),
  become('EQ', '='),
  become('NE', '<>'),
  become('^=', '<>'),
  become('NOT =', '<>'),
  drop(
    'LOCKING ROW|TABLE|DATABASE|VIEW [$] [.] [$] FOR|IN ACCESS|READ|SHARE|WRITE|EXCLUSIVE|CHECKSUM [MODE] [NOWAIT]',
    locks,
  ),
  drop('LOCKING $ [.] [$] FOR|IN ACCESS|READ|SHARE|WRITE|EXCLUSIVE|CHECKSUM [MODE] [NOWAIT]', locks),
  person('SAMPLE', sampling, 'ORDER BY RAND() LIMIT n, or WHERE RAND() < 0.1.'),
  person('NORMALIZE', 'NORMALIZE of periods has no counterpart.'),
  person('EXPAND ON', 'EXPAND ON of periods has no counterpart.', 'CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(a, b)).'),
  person('PERIOD ()', 'Periods have no counterpart.', 'Two columns, or RANGE<DATE>.'),
  person('TD_SYSFNLIB', 'A function of the database itself.'),
  become('USER', '=SESSION_USER()', 'The name of the user is an address here.'),
];

const oracle: readonly ConstructRule[] = [
  person('CONNECT BY', 'Trees are walked by a recursive query here.', 'WITH RECURSIVE.'),
  person('START WITH', 'Trees are walked by a recursive query here.', 'WITH RECURSIVE.'),
  person('PRIOR', 'Trees are walked by a recursive query here.', 'WITH RECURSIVE.'),
  person('ROWNUM', 'ROWNUM counts rows before they are ordered.', 'LIMIT n, or ROW_NUMBER() OVER (ORDER BY ...).'),
  person('ROWID', 'Rows have no address here.'),
  person(
    'NEXTVAL|CURRVAL',
    'Sequences have no counterpart.',
    'GENERATE_UUID(), or ROW_NUMBER() OVER () + the greatest id.',
  ),
  person('KEEP ()', 'KEEP (DENSE_RANK ...) has no counterpart as such.', 'MAX_BY(x, y), MIN_BY(x, y).'),
  person('MODEL', 'MODEL has no counterpart.'),
  person('SYSTIMESTAMP', 'The instant with the offset of the server.', 'CURRENT_TIMESTAMP().'),
  become('SYSDATE', '=CURRENT_DATETIME()', 'The time is that of the server there and UTC here.'),
  become('FROM DUAL', ''),
  become('USER', '=SESSION_USER()', 'The name of the user is an address here.'),
  note('||', 'NULL is an empty text in || there and makes the result NULL here.', "IFNULL(x, '')."),
];

const tsql: readonly ConstructRule[] = [
  person(
    'CROSS|OUTER APPLY',
    'APPLY has no counterpart.',
    'A join with ROW_NUMBER(), or UNNEST of ARRAY(SELECT AS STRUCT ...).',
  ),
  drop('WITH ( NOLOCK )', locks),
  drop('OPTION ()', 'Hints for the optimizer have no counterpart.'),
  person('FOR XML|JSON', 'FOR XML and FOR JSON have no counterpart.', 'TO_JSON_STRING, STRING_AGG.'),
  person('OUTPUT', 'Statements that write give no rows here.'),
];

const snowflake: readonly ConstructRule[] = [
  person('RLIKE|REGEXP', 'The pattern must match the whole text there.', "REGEXP_CONTAINS(x, r'^(?:...)$')."),
  person('SAMPLE', sampling),
  person('AT|BEFORE ()', 'Time travel is written another way.', 'FOR SYSTEM_TIME AS OF.'),
  person('ASOF', 'ASOF JOIN has no counterpart.'),
  person('LATERAL', 'LATERAL and FLATTEN make rows of a VARIANT.', 'CROSS JOIN UNNEST(JSON_QUERY_ARRAY(t.x)) AS item.'),
  person('TABLE ()', 'A table function of Snowflake.'),
];

const postgres: readonly ConstructRule[] = [
  note('DISTINCT ON', 'Among rows that are equal in the order any one may be taken.'),
  person('->>|->|#>|#>>', 'Paths into JSON are written another way.', json),
  person('!~|~*|!~*', 'Patterns of PostgreSQL are not all read by RE2.', "REGEXP_CONTAINS(x, r'(?i)...')."),
  note('~', re2),
  person('ANY|ALL|SOME ( ARRAY', 'Comparison with an array.', 'x IN UNNEST(array).'),
  person('ON CONFLICT', 'ON CONFLICT has no counterpart.', 'MERGE.'),
  person('LATERAL', 'LATERAL has no counterpart.'),
];

const hive: readonly ConstructRule[] = [
  become('==', '='),
  note('RLIKE|REGEXP', re2),
  become('INSERT INTO TABLE', 'INSERT INTO'),
  person(
    'INSERT OVERWRITE',
    'INSERT OVERWRITE replaces a table or partition.',
    'TRUNCATE TABLE or DELETE, then INSERT.',
  ),
  person('LEFT SEMI|ANTI', 'There is no such join.', 'WHERE [NOT] EXISTS (...).'),
  person('LATERAL VIEW', 'LATERAL VIEW makes rows of an array.', 'CROSS JOIN UNNEST(xs) AS x.'),
  person('SORT|DISTRIBUTE|CLUSTER BY', 'Where rows are worked on has no counterpart.', 'ORDER BY orders all rows.'),
  person('->', 'Functions as arguments have no counterpart.', 'ARRAY(SELECT ... FROM UNNEST(xs) AS x).'),
];

const mysql: readonly ConstructRule[] = [
  person('ON DUPLICATE KEY', 'ON DUPLICATE KEY has no counterpart.', 'MERGE.'),
  person('INTO OUTFILE', 'EXPORT DATA writes files here.'),
  person('STRAIGHT_JOIN', 'A hint for the optimizer.'),
  person('BINARY', 'BINARY compares bytes.'),
  person('||', '|| means OR there unless a setting says otherwise.', 'CONCAT(a, b) or a OR b.'),
  person('->>|->', 'Paths into JSON are written another way.', json),
  note('RLIKE|REGEXP', `${re2} MySQL also ignores case.`),
];

const presto: readonly ConstructRule[] = [
  person('->', 'Functions as arguments have no counterpart.', 'ARRAY(SELECT ... FROM UNNEST(xs) AS x).'),
  person('WITH ORDINALITY', 'WITH ORDINALITY counts from 1.', 'WITH OFFSET counts from 0.'),
  person('LATERAL', 'LATERAL has no counterpart.'),
  person('MAP ()', 'BigQuery has no maps.'),
  person('ROW ()', 'Rows are STRUCTs here.', 'STRUCT(a, b).'),
];

const redshift: readonly ConstructRule[] = [
  ...postgres.filter(({ pattern }) => pattern !== 'DISTINCT ON'),
  become('SYSDATE', '=CURRENT_DATETIME()'),
];

/** Source: the vendors' SQL references. Longer patterns stand before shorter ones of the same first word. */
export const constructs: ConstructTable = {
  all,
  teradata,
  oracle,
  tsql,
  snowflake,
  postgres,
  redshift,
  hive,
  spark: hive,
  mysql,
  presto,
};
