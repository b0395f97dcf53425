-- Pairwell, orders out of clickhouse without the keys of customers (run and compared with the engine)
-- Needs: pairwell_orders(order_id, customer_id, ordered_at, item_id, quantity, price), a row for each line: texts; null, a blank or 0
--        for an unknown customer; a time without a zone is read in that of the shop, so write UTC and mine with --time-zone UTC,
--        or seconds since 1970. A view of your tables will do; cast ids to texts in it, and in Snowflake times to timestamp_ntz,
--        because it writes no others to Parquet.
-- Where the engine writes several files, empty the folder first: fewer files than before leave old ones behind.
-- Then:  npm run mine -- --items products.csv --orders FILE_OR_FOLDER
--        on a machine of yours. Only lists of items, counts and settings leave it, and only with --publish.

insert into function file('orders.parquet', 'Parquet')
with firsts as (
  select customer_id, min(order_id) as first_order
  from pairwell_orders where trim(customer_id) not in ('', '0') group by customer_id
), buyers as (
  select customer_id, row_number() over (order by first_order, customer_id) as number from firsts
)
select o.order_id as order_id, toString(nullif(b.number, 0)) as customer_id,
  o.ordered_at as ordered_at, o.item_id as item_id, o.quantity as quantity, o.price as price, o.status as status
from pairwell_orders o left join buyers b on b.customer_id = o.customer_id
order by o.order_id
settings engine_file_truncate_on_insert = 1, output_format_parquet_row_group_size = 100000;
