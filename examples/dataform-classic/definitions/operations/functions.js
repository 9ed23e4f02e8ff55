const trimming = ["lower", "upper"].map(
  (name) => `CREATE OR REPLACE FUNCTION shop.${name}_trim(x STRING) AS (${name.toUpperCase()}(TRIM(x)))`,
);

operate("functions").queries(["CREATE SCHEMA IF NOT EXISTS shop", ...trimming]).tags("setup");
