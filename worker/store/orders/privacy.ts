import { and, asc, eq, gt, type SQL, sql } from 'drizzle-orm'
import { erasures } from '../../../schema/orders/customers.ts'
import { MAX_ORDER_IDS, type PrivacyRequest, privacyRequests } from '../../../schema/orders/privacy.ts'
import { batch } from '../batch.ts'
import { forgetPropensities } from '../customers/propensities.ts'
import { forgetDecisions } from '../decisions/forget.ts'
import type { Store } from '../open.ts'
import { forgetErasedVisitors } from '../outcomes/forget-erased.ts'
import { withinBytes } from '../pages.ts'
import { keysOfPeople } from './people-sql.ts'

/** Statement for those of these keys that are erased, as rows with `customer` and `spreads`. */
export const erasedAmong = (store: Store, customers: readonly string[]): SQL => sql`
  select customer, spreads from json_each(${JSON.stringify(customers)}) c cross join erasures e
    on e.shop_id = ${store.shop_id} and e.customer = c.value`

/** Whether anyone was ever erased. */
export async function hasErasures(store: Store): Promise<boolean> {
  const { shop_id } = store
  return (
    (await store.db
      .select({ key: erasures.customer })
      .from(erasures)
      .where(eq(erasures.shop_id, shop_id))
      .limit(1)
      .get()) !== undefined
  )
}

/** Statement that takes buyers who were erased meanwhile out of these orders; reads only their rows. */
export const forgetBuyersOf = (shop_id: string, order_ids: readonly string[]): SQL => sql`
  update orders set customer = null, account = null, coupons = null
  where shop_id = ${shop_id} and order_id in (select value from json_each(${JSON.stringify(order_ids)}))
    and exists (select 1 from erasures e where e.shop_id = orders.shop_id and e.customer = orders.customer)`

/** Those of these keys that are erased; reads only their rows. */
export async function readErasedAmong(
  store: Store,
  customers: readonly string[],
): Promise<ReadonlySet<string>> {
  if (customers.length === 0) return new Set()
  const rows = await store.db.all<{ customer: string }>(erasedAmong(store, customers))
  return new Set(rows.map(({ customer }) => customer))
}

/**
 * Statements that remove erased people from what an upload begun before the erasure may have restored. They read the shop's orders
 * once, and only if anyone was ever erased.
 */
export const forgetErased = ({ shop_id }: Store): SQL[] => {
  const erased = erasedKeys(shop_id)
  const any = sql`exists (select 1 from erasures where shop_id = ${shop_id})`
  return [
    sql`update orders set customer = null, account = null, coupons = null where shop_id = ${shop_id} and ${any} and customer in ${erased}`,
    sql`delete from customers where shop_id = ${shop_id} and customer in ${erased}`,
    ...forgetDecisions(shop_id, erased),
    ...forgetPropensities(shop_id, erased),
    sql`delete from people where shop_id = ${shop_id} and ${any} and person in (
      select person from person_keys where shop_id = ${shop_id} and key in ${erased})`,
    sql`delete from person_keys where shop_id = ${shop_id} and key in ${erased}`,
  ]
}

const erasedKeys = (shop_id: string): SQL => sql`(select customer from erasures where shop_id = ${shop_id})`

/** Marks all keys of the people with these keys as erased. @param keys a JSON array */
const markErased = (shop_id: string, keys: SQL, now: number): SQL => sql`
  insert into erasures (shop_id, customer, erased_at, spreads)
  select ${shop_id}, e.key, ${now}, coalesce((
    select state in ('single', 'several') from person_keys where shop_id = ${shop_id} and key = e.key), 1)
  from (${keysOfPeople(shop_id, keys)}) e where e.key is not null on conflict do nothing`

/** Keys that were named together with an erased one no longer say so. A shared key names only some of them, so all are searched. */
const forgetPartners = (shop_id: string): SQL => sql`
  update person_keys set version = version + 1, partners = (
    select json_group_array(value) from json_each(partners) where value not in ${erasedKeys(shop_id)})
  where shop_id = ${shop_id} and exists (select 1 from json_each(partners) where value in ${erasedKeys(shop_id)})`

/**
 * Erases keys that a source has named together with an erased key. They erase no further keys, so that one request cannot reach
 * people who share a name with others. Reads only the rows of these keys, because a shopper's message can cause it.
 */
export async function eraseByPartner(store: Store, keys: readonly string[], now: number): Promise<void> {
  const { shop_id } = store
  const given = JSON.stringify(keys)
  const theirs = sql`(select value from json_each(${given}))`
  const [, changed] = await batch(store.d1, [
    sql`insert into erasures (shop_id, customer, erased_at, spreads)
      select ${shop_id}, value, ${now}, 0 from json_each(${given}) where true on conflict do nothing`,
    sql`update orders set customer = null, account = null, coupons = null where shop_id = ${shop_id} and order_id in (
      select o.order_id from json_each(${given}) k cross join orders o indexed by orders_by_customer
        on o.shop_id = ${shop_id} and o.customer = k.value)`,
    sql`delete from customers where shop_id = ${shop_id} and customer in ${theirs}`,
    ...forgetDecisions(shop_id, theirs),
    ...forgetPropensities(shop_id, theirs),
    sql`delete from people where shop_id = ${shop_id} and person in (
      select person from person_keys where shop_id = ${shop_id} and key in ${theirs})`,
    sql`delete from person_keys where shop_id = ${shop_id} and key in ${theirs}`,
  ])
  if (changed?.meta.changes) await batch(store.d1, [forgetInRecords(shop_id)])
}

/** Removes erased people from what platforms have said; reads the shop's records. Records of version 0.1.0 have aliases. */
const forgetInRecords = (shop_id: string): SQL => sql`
  update platform_records set state = json_remove(state, '$.word.customer', '$.word.aliases', '$.word.stated.account', '$.word.stated.coupons'), version = version + 1
  where shop_id = ${shop_id} and kind = 'order' and (state ->> '$.word.customer' in ${erasedKeys(shop_id)}
    or exists (select 1 from json_each(state, '$.word.aliases') where value in ${erasedKeys(shop_id)}))`

/** Statements that remove every erased person from every table. */
const forgetEverywhere = (store: Store): SQL[] => {
  const { shop_id } = store
  const erased = erasedKeys(shop_id)
  return [
    forgetPartners(shop_id),
    ...forgetErased(store),
    forgetInRecords(shop_id),
    ...forgetErasedVisitors(shop_id),
    sql`
      update privacy_requests set customer = null, order_ids = '[]'
      where shop_id = ${shop_id} and customer is not null and exists (
        select 1 from json_each(iif(json_valid(customer), customer, json_array(customer))) where value in ${erased})`,
  ]
}

/** A person by keys, and by the platform's own numbers of their orders, whose buyers are the same person unless they share a key. */
type Forgotten = {
  request_id: string
  keys: readonly string[]
  /** Orders of a platform; their buyers are the same person, perhaps with another e-mail address. */
  orders?: { platform: string; ids: readonly string[] }
  now: number
}

/** Erases a person permanently: their orders lose the buyer, the company and the coupon codes, and later data do not restore them. */
export async function eraseCustomer(
  store: Store,
  { request_id, keys, orders, now }: Forgotten,
): Promise<void> {
  const { shop_id } = store
  const ids = JSON.stringify(orders?.ids ?? [])
  const platform = orders?.platform ?? ''
  const buyers = sql`(
    select json_group_array(o.customer) from json_each(${ids}) c
    cross join platform_records r on r.shop_id = ${shop_id} and r.platform = ${platform} and r.kind = 'order' and r.platform_id = c.value
    cross join orders o on o.shop_id = ${shop_id} and o.order_id = r.target_id
    left join person_keys k on k.shop_id = o.shop_id and k.key = o.customer
    where o.customer is not null and coalesce(k.state, 'single') in ('single', 'several'))`
  await batch(store.d1, [
    markErased(shop_id, sql`${JSON.stringify(keys)}`, now),
    markErased(shop_id, buyers, now),
    sql`
      insert into privacy_requests (shop_id, request_id, kind, received_at, customer, order_ids, orders)
      select ${shop_id}, ${request_id}, 'redact', ${now}, null, '[]',
        (select count(*) from orders where shop_id = ${shop_id} and customer in ${erasedKeys(shop_id)})
      where true on conflict do nothing`,
    // An order whose message has not arrived yet is marked, too.
    sql`
      insert into platform_records (shop_id, platform, kind, platform_id, as_of, base_at, version, target_id, state)
      select ${shop_id}, ${platform}, 'order', value, 0, 0, 1, '', '{"redacted":true}' from json_each(${ids}) where true
      on conflict do update set
        state = json_remove(json_set(state, '$.redacted', json('true')), '$.word.stated.account', '$.word.stated.coupons'), version = version + 1`,
    // An order without a name of its buyer may have a company or a personal code.
    sql`
      update orders set customer = null, account = null, coupons = null where shop_id = ${shop_id} and order_id in (
        select r.target_id from json_each(${ids}) c cross join platform_records r
          on r.shop_id = ${shop_id} and r.platform = ${platform} and r.kind = 'order' and r.platform_id = c.value)`,
    ...forgetEverywhere(store),
  ])
}

/** Stores a person's request for their data, with the newest orders under any of their keys. */
export async function addDataRequest(
  store: Store,
  request_id: string,
  keys: readonly string[],
  now: number,
): Promise<void> {
  const { shop_id } = store
  const customerOrders = sql`from orders where shop_id = ${shop_id} and customer in (
    select key from (${keysOfPeople(shop_id, sql`${JSON.stringify(keys)}`)}))`
  await batch(store.d1, [
    sql`
      insert into privacy_requests (shop_id, request_id, kind, received_at, customer, order_ids, orders)
      select ${shop_id}, ${request_id}, 'data_request', ${now}, ${JSON.stringify(keys)},
        (select json_group_array(order_id) from (
          select order_id ${customerOrders} order by ordered_at desc, order_id limit ${MAX_ORDER_IDS})),
        (select count(*) ${customerOrders})
      where true on conflict do nothing`,
  ])
}

/** Notes that the shop's system asks for the deletion of the shop, with the number of its orders. */
export async function addShopRequest(store: Store, request_id: string, now: number): Promise<void> {
  const { shop_id } = store
  await batch(store.d1, [
    sql`
      insert into privacy_requests (shop_id, request_id, kind, received_at, customer, order_ids, orders)
      select ${shop_id}, ${request_id}, 'shop_redact', ${now}, null, '[]',
        (select count(*) from orders where shop_id = ${shop_id})
      where true on conflict do nothing`,
  ])
}

/** One request, or undefined. */
export const readPrivacyRequest = async (
  store: Store,
  request_id: string,
): Promise<PrivacyRequest | undefined> =>
  await store.db
    .select()
    .from(privacyRequests)
    .where(and(eq(privacyRequests.shop_id, store.shop_id), eq(privacyRequests.request_id, request_id)))
    .get()

/** A page of requests by id; it ends early when they name many orders. */
export async function listPrivacyRequests(
  store: Store,
  after: string,
  limit: number,
): Promise<PrivacyRequest[]> {
  const keys = [privacyRequests.request_id]
  const where = and(eq(privacyRequests.shop_id, store.shop_id), gt(privacyRequests.request_id, after))
  return await store.db
    .select()
    .from(privacyRequests)
    .where(and(where, withinBytes(privacyRequests, { keys, where, limit })))
    .orderBy(asc(privacyRequests.request_id))
}
