import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A Dataform project of `n` models, the same for the same numbers: 40 % staging views with casts, 30 % joins and
 * dedupes, 30 % marts of which every other one is incremental; beside them a declaration for every ten models and
 * an assertion for each model that is no mart. Paths are relative to the project.
 */
export function generateProject(n: number, seed = 1): ReadonlyMap<string, string> {
  const random = randomFrom(seed);
  const below = (count: number): number => Math.floor(random() * count);
  const sources = Math.max(1, Math.round(n / 10));
  const staging = Math.round(n * 0.4);
  const joins = Math.round(n * 0.3);
  const files = new Map<string, string>([
    ['workflow_settings.yaml', 'defaultProject: bench\ndefaultDataset: dwh\ndefaultAssertionDataset: checks\n'],
    ['includes/money.js', 'module.exports = { cents: (column) => `cast(round(${column} * 100) as int64)` };\n'],
  ]);
  for (let i = 0; i < sources; i++) files.set(`definitions/sources/src_${i}.sqlx`, declaration(i));
  for (let i = 0; i < staging; i++) files.set(`definitions/staging/stg_${i}.sqlx`, stagingView(i, below(sources)));
  for (let i = 0; i < joins; i++) {
    // Most joins read staging views, some an earlier join, so that the graph is a few levels deep.
    const right = i > 10 && below(4) === 0 ? `int_${below(i)}` : `stg_${below(staging)}`;
    files.set(`definitions/intermediate/int_${i}.sqlx`, joinTable(i, `stg_${below(staging)}`, right));
  }
  for (let i = 0; i < n - staging - joins; i++) {
    files.set(`definitions/marts/mart_${i}.sqlx`, mart(i, `int_${below(joins)}`, `stg_${below(staging)}`));
  }
  return files;
}

/** Mulberry32: numbers in [0, 1) from a 32-bit seed. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const declaration = (i: number): string => `config {
  type: "declaration",
  schema: "raw",
  name: "src_${i}",
  description: "Rows as delivered, source ${i}."
}
`;

const stagingView = (i: number, source: number): string => `config {
  type: "view",
  schema: "staging",
  description: "Source ${source}, typed.",
  tags: ["staging", "t${i % 7}"],
  columns: { id: "Key of the row.", amount: "Amount in cents.", day: "Day of the event." },
  assertions: { uniqueKey: ["id"] }
}

SELECT
  CAST(id AS INT64) AS id,
  \${money.cents("amount")} AS amount,
  CAST(SUBSTR(ts, 1, 10) AS DATE) AS day,
  NULLIF(TRIM(status), '') AS status, -- ${i} of the export
  REGEXP_EXTRACT(page, r'^/([^/]+)') AS section
FROM \${ref("raw", "src_${source}")}
WHERE id IS NOT NULL
`;

const joinTable = (i: number, left: string, right: string): string => `config {
  type: "table",
  schema: "intermediate",
  description: "${left} with the latest row of ${right}.",
  tags: ["intermediate"],
  columns: { id: "Key of the row.", amount: "Amount in cents.", share: "Share of the other amount." },
  assertions: { nonNull: ["id"] },
  bigquery: { partitionBy: "day", clusterBy: ["id"] }
}

WITH latest AS (
  SELECT * FROM \${ref("${right}")}
  QUALIFY ROW_NUMBER() OVER (PARTITION BY id ORDER BY day DESC) = 1
)
SELECT
  l.id,
  l.amount,
  l.day,
  l.status,
  SAFE_DIVIDE(l.amount, r.amount) AS share -- ${i}
FROM \${ref("${left}")} AS l
LEFT JOIN latest AS r ON r.id = l.id
`;

const mart = (i: number, from: string, other: string): string => `config {
  type: "${i % 2 === 0 ? 'incremental' : 'table'}",
  schema: "marts",
  description: "Amounts per day, mart ${i}.",
  tags: ["marts", "daily"],${i % 2 === 0 ? '\n  uniqueKey: ["day", "status"],' : ''}
  columns: { day: "Day of the event.", status: "Status.", amount: "Sum in cents.", users: "Rows counted once." }
}

SELECT
  f.day,
  f.status,
  SUM(f.amount) AS amount,
  COUNT(DISTINCT o.id) AS users
FROM \${ref("${from}")} AS f
JOIN \${ref("${other}")} AS o USING (id)
${i % 2 === 0 ? '${when(incremental(), `WHERE f.day > (SELECT MAX(day) FROM ${self()})`)}\n' : ''}GROUP BY 1, 2
`;

/** Writes the files into a folder, with core where Dataform's command line looks for it. */
export function writeBenchProject(
  dir: string,
  files: ReadonlyMap<string, string>,
  corePackage: string | undefined,
): void {
  for (const [path, content] of files) {
    const file = join(dir, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  if (corePackage === undefined) return;
  cpSync(corePackage, join(dir, 'node_modules/@dataform/core'), { recursive: true });
  writeFileSync(join(dir, 'package.json'), '{ "dependencies": { "@dataform/core": "3.0.62" } }\n');
}
