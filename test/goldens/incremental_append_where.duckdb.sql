-- file: marts/incremental_append_where.sql
-- acme.marts.incremental_append_where: incremental on DuckDB as marts.incremental_append_where
-- source: definitions/incremental_append_where.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists "marts";

-- if a view of this name exists: drop view if exists "marts"."incremental_append_where";
create or replace table "marts"."incremental_append_where" as
select id, day, amount from "raw"."orders";

-- ---- The table exists.
insert into "marts"."incremental_append_where" ("id", "day", "amount")
select "id", "day", "amount"
from (

  select * from (select id, day, amount from "raw"."orders") as subquery
    where day > (select max(day) from "marts"."incremental_append_where")
) as insertions;

