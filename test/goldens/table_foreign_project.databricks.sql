-- file: other.rates/fx.sql
-- other-project.rates.fx: table on Databricks as other.rates.fx
-- source: definitions/table_foreign_project.sqlx
-- after: acme.raw.orders

create schema if not exists `other`.`rates`;

-- if a view of this name exists: drop view if exists `other`.`rates`.`fx`;
create or replace table `other`.`rates`.`fx`
as
select 1 as id;

