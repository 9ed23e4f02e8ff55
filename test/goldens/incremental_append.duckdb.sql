-- file: marts/incremental_append.sql
-- acme.marts.incremental_append: incremental on DuckDB as marts.incremental_append
-- source: definitions/incremental_append.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists "marts";

-- if a view of this name exists: drop view if exists "marts"."incremental_append";
create or replace table "marts"."incremental_append" as
select id, day, amount from "raw"."orders";

-- ---- The table exists.
insert into "marts"."incremental_append" ("id", "day", "amount")
select "id", "day", "amount"
from (
select id, day, amount from "raw"."orders"
) as insertions;

