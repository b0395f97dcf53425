-- Pairwell, statements for snowflake (UNTESTED: written by the documents of the engine, never run)
-- Needs: pairwell_orders(order_id, customer_id, ordered_at, item_id), texts and seconds since 1970 (null: unknown),
--        pairwell_items(item, item_id), the number of each id in ascending order of the ids, from 0,
--        and before "credits" pairwell_shares(i, j, e0), integers that Pairwell makes of the pairs.

-- lines: each item of an order once, of orders with at most 1000 items (rows stay in the warehouse)
create table pairwell_lines as
with bought as (
  select distinct order_id, item_id from pairwell_orders
), sizes as (
  select order_id, count(*) as size from bought group by order_id having count(*) <= 1000
), heads as (
  select order_id, min(case when trim(customer_id) not in ('', '0') then customer_id end) as buyer, coalesce(min(ordered_at), 0) as placed_at
  from pairwell_orders group by order_id
), placed as (
  select order_id, coalesce('c' || buyer, 'o' || order_id) as cust,
    row_number() over (partition by coalesce('c' || buyer, 'o' || order_id) order by placed_at, order_id) as seq
  from heads
)
select b.order_id as ord, p.cust as cust, p.seq as seq, n.item as item, ((33554432 + s.size) - mod(33554432 + s.size, 2 * s.size)) / (2 * s.size) as vote
from bought b
join sizes s on s.order_id = b.order_id
join placed p on p.order_id = b.order_id
join pairwell_items n on n.item_id = b.item_id;

-- items: orders of each item (rows come home: item, orders)
select item, count(*) as orders from pairwell_lines group by item order by item;

-- pairs: orders, customers, orders of at most 3 a customer, and votes of each pair (rows come home: i, j, co_orders, customers, capped_orders, votes)
with paired as (
  select a.cust as cust, a.item as i, b.item as j, a.vote as vote,
    row_number() over (partition by a.cust, a.item, b.item order by a.seq) as k
  from pairwell_lines a join pairwell_lines b on b.ord = a.ord
  where a.item < b.item
)
select i, j, count(*) as co_orders,
  cast(sum(case when k = 1 then 1 else 0 end) as number(38, 0)) as customers,
  cast(sum(case when k <= 3 then 1 else 0 end) as number(38, 0)) as capped_orders,
  cast(sum(case when k <= 3 then vote else 0 end) as number(38, 0)) as votes
from paired group by i, j having count(*) >= 2 order by i, j;

-- units: background and unit of the credits of each item (rows stay in the warehouse)
create table pairwell_units as
with counted as (
  select item, count(*) as orders from pairwell_lines group by item
), shop as (
  select count(*) as lines from pairwell_lines
)
select c.item as item, greatest(1, ((16777216 * c.orders) - mod(16777216 * c.orders, s.lines)) / (s.lines)) as q,
  case when c.orders >= 268435456 then 8
    when c.orders >= 134217728 then 16
    when c.orders >= 67108864 then 32
    when c.orders >= 33554432 then 64
    when c.orders >= 16777216 then 128
    when c.orders >= 8388608 then 256
    when c.orders >= 4194304 then 512
    when c.orders >= 2097152 then 1024
    when c.orders >= 1048576 then 2048
    when c.orders >= 524288 then 4096
    when c.orders >= 262144 then 8192
    when c.orders >= 131072 then 16384
    when c.orders >= 65536 then 32768
    when c.orders >= 32768 then 65536
    when c.orders >= 16384 then 131072
    when c.orders >= 8192 then 262144
    when c.orders >= 4096 then 524288
    else 1048576 end as unit
from counted c cross join shop s;

-- credits: credits of the mixture’s step, by the estimates in pairwell_shares (rows come home: i, j, credit)
with hits as (
  select a.ord as ord, e.i as i, e.j as j, e.e0 as e0
  from pairwell_shares e
  join pairwell_lines a on a.item = e.i
  join pairwell_lines b on b.ord = a.ord and b.item = e.j
), explained as (
  select h.ord as ord, h.j as j, min(u.q) + cast(sum(h.e0) as number(38, 0)) as total
  from hits h join pairwell_units u on u.item = h.j group by h.ord, h.j
)
select h.i as i, h.j as j, cast(sum(((2 * h.e0 * u.unit + t.total) - mod(2 * h.e0 * u.unit + t.total, 2 * t.total)) / (2 * t.total)) as number(38, 0)) as credit
from hits h
join explained t on t.ord = h.ord and t.j = h.j
join pairwell_units u on u.item = h.i
group by h.i, h.j order by h.i, h.j;
