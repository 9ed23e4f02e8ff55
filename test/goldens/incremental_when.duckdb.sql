-- file: marts/incremental_when.sql
-- acme.marts.incremental_when: incremental on DuckDB as marts.incremental_when
-- source: definitions/incremental_when.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists "marts";

-- if a view of this name exists: drop view if exists "marts"."incremental_when";
create or replace table "marts"."incremental_when" as
select id, day, amount from "raw"."orders";

-- ---- The table exists.
insert into "marts"."incremental_when" ("id", "day", "amount")
select "id", "day", "amount"
from (
select id, day, amount from "raw"."orders" where amount > 20
) as insertions;

