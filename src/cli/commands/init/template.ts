/** What a new project starts from. */
export interface NewProject {
  readonly project: string;
  readonly location: string;
  /** Settings only, no biform.yaml and no example. */
  readonly bare: boolean;
}

/** The files of a new project by path. The example needs nothing but this machine. */
export function projectFiles({ project, location, bare }: NewProject): Readonly<Record<string, string>> {
  const settings = {
    'workflow_settings.yaml': `dataformCoreVersion: 3.0.62
defaultProject: ${JSON.stringify(project)}
defaultLocation: ${JSON.stringify(location)}
defaultDataset: dataform
defaultAssertionDataset: dataform_assertions
`,
    '.gitignore': '.df-credentials.json\nnode_modules/\n.biform/\n',
  };
  return bare ? settings : { ...settings, ...example };
}

const example: Readonly<Record<string, string>> = {
  'biform.yaml': `# Where this project runs. Without this file biform behaves exactly as Dataform does.
defaultTarget: local
targets:
  local:
    engine: duckdb
    path: .biform/local.duckdb
    sources:
      raw.orders: data/orders.csv
  # prod: { engine: bigquery, project: my-project, location: US }
`,
  'data/orders.csv': `order_id,customer,ordered_on,amount
1,Ada,2026-01-05,20.50
2,Grace,2026-01-05,13.00
3,Ada,2026-01-07,7.25
4,Edsger,2026-01-09,99.90
`,
  'definitions/sources.js': `declare({
  schema: "raw",
  name: "orders"
});
`,
  'definitions/stg_orders.sqlx': `config {
  type: "view",
  description: "Orders as they arrived, with types.",
  assertions: {
    uniqueKey: ["order_id"],
    nonNull: ["customer"]
  }
}

SELECT
  CAST(order_id AS INT64) AS order_id,
  customer,
  CAST(ordered_on AS DATE) AS ordered_on,
  CAST(amount AS NUMERIC) AS amount
FROM
  \${ref("raw", "orders")}
`,
  'definitions/customer_revenue.sqlx': `config {
  type: "table",
  description: "Revenue per customer.",
  columns: {
    customer: "Name as typed at the till",
    revenue: "Sum of all orders"
  }
}

SELECT
  customer,
  COUNT(*) AS orders,
  SUM(amount) AS revenue
FROM
  \${ref("stg_orders")}
GROUP BY
  customer
`,
};
