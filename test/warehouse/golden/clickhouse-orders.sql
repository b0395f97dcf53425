-- Pairwell, orders out of clickhouse without the keys of customers (run and compared with the engine)
-- Needs: pairwell_orders(order_id, customer_id, ordered_at, item_id, quantity, price), a row for each line: texts, null for an
--        unknown customer, and a time or seconds since 1970. A view of your tables will do.
-- Then:  npm run mine -- --items products.csv --orders FILE_OR_FOLDER
--        on a machine of yours. Only lists of items leave it, and only with --publish.

insert into function file('orders.parquet', 'Parquet')
with firsts as (
  select customer_id, min(order_id) as first_order
  from pairwell_orders where customer_id is not null group by customer_id
), buyers as (
  select customer_id, row_number() over (order by first_order, customer_id) as number from firsts
)
select o.order_id as order_id, toString(nullif(b.number, 0)) as customer_id,
  o.ordered_at as ordered_at, o.item_id as item_id, o.quantity as quantity, o.price as price, o.status as status
from pairwell_orders o left join buyers b on b.customer_id = o.customer_id
order by o.order_id;
