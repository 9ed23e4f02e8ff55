-- file: marts/incremental_pre_post.sql
-- acme.marts.incremental_pre_post: incremental on Databricks as main.marts.incremental_pre_post
-- source: definitions/incremental_pre_post.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a view of this name exists: DROP VIEW IF EXISTS `main`.`marts`.`incremental_pre_post`;
create or replace table `main`.`raw`.`log` as select 1 as n;

CREATE OR REPLACE TABLE `main`.`marts`.`incremental_pre_post`
AS
select id, day, amount from `main`.`raw`.`orders`;

insert into `main`.`raw`.`log` values (2);

-- ---- The table exists.
insert into `main`.`raw`.`log` values (3);

INSERT INTO `main`.`marts`.`incremental_pre_post` (`id`, `day`, `amount`)
SELECT `id`, `day`, `amount`
FROM (
select id, day, amount from `main`.`raw`.`orders`
) AS insertions;

insert into `main`.`raw`.`log` values (4);

insert into `main`.`raw`.`log` values (5);

