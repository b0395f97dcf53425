import { and, asc, eq, gt, type SQL, sql } from 'drizzle-orm'
import { erasures } from '../../../schema/orders/customers.ts'
import { type PrivacyRequest, privacyRequests } from '../../../schema/orders/privacy.ts'
import { batch } from '../batch.ts'
import type { Store } from '../open.ts'

/**
 * Keyed hashes of all people who asked to be forgotten; reads one row each. Only for complete files, whose rows name most of
 * them; for few people readErasedAmong reads less.
 */
export async function readErasures(store: Store): Promise<ReadonlySet<string>> {
  const rows = await store.db
    .select({ customer: erasures.customer })
    .from(erasures)
    .where(eq(erasures.shop_id, store.shop_id))
  return new Set(rows.map(({ customer }) => customer))
}

/** Statement for those of these people who asked to be forgotten, as rows with `customer`. */
export const erasedAmong = (store: Store, customers: readonly string[]): SQL => sql`
  select customer from json_each(${JSON.stringify(customers)}) c cross join erasures e
    on e.shop_id = ${store.shop_id} and e.customer = c.value`

/** Those of these people who asked to be forgotten; reads only their rows. */
export async function readErasedAmong(
  store: Store,
  customers: readonly string[],
): Promise<ReadonlySet<string>> {
  if (customers.length === 0) return new Set()
  const rows = await store.db.all<{ customer: string }>(erasedAmong(store, customers))
  return new Set(rows.map(({ customer }) => customer))
}

/**
 * Statements that remove erased people from orders and customers that an upload begun before the erasure may have restored. They
 * read the shop's orders once, and only if anyone was ever erased.
 */
export const forgetErased = ({ shop_id }: Store): SQL[] => {
  const erased = sql`(select customer from erasures where shop_id = ${shop_id})`
  const any = sql`exists (select 1 from erasures where shop_id = ${shop_id})`
  return [
    sql`update orders set customer = null, account = null where shop_id = ${shop_id} and ${any} and customer in ${erased}`,
    sql`delete from customers where shop_id = ${shop_id} and customer in ${erased}`,
  ]
}

/** A person, by keyed hashes and by the platform's own numbers of their orders. */
type Forgotten = {
  platform: string
  request_id: string
  hashes: readonly string[]
  order_ids: readonly string[]
  now: number
}

/** Erases a person permanently: their orders lose the buyer and the company, and later data do not restore it. */
export async function eraseCustomer(
  store: Store,
  { platform, request_id, hashes, order_ids, now }: Forgotten,
): Promise<void> {
  const { shop_id } = store
  const people = JSON.stringify(hashes)
  const ids = JSON.stringify(order_ids)
  const erased = sql`(select customer from erasures where shop_id = ${shop_id})`
  await batch(store.d1, [
    sql`
      insert into erasures (shop_id, customer, erased_at)
      select ${shop_id}, value, ${now} from json_each(${people}) where true on conflict do nothing`,
    // The same person may have bought with another e-mail address.
    sql`
      insert into erasures (shop_id, customer, erased_at)
      select distinct ${shop_id}, o.customer, ${now} from json_each(${ids}) c
      cross join platform_records r on r.shop_id = ${shop_id} and r.platform = ${platform} and r.kind = 'order' and r.platform_id = c.value
      cross join orders o on o.shop_id = ${shop_id} and o.order_id = r.target_id
      where o.customer is not null on conflict do nothing`,
    // A deleted account is identified by its number; its orders contain the hash of the e-mail address.
    sql`
      insert into erasures (shop_id, customer, erased_at)
      select distinct ${shop_id}, r.state ->> '$.word.customer', ${now} from platform_records r, json_each(r.state, '$.word.aliases') a
      where r.shop_id = ${shop_id} and r.platform = ${platform} and r.kind = 'order' and a.value in ${erased}
        and r.state ->> '$.word.customer' is not null on conflict do nothing`,
    sql`
      insert into privacy_requests (shop_id, request_id, kind, received_at, customer, order_ids, orders)
      select ${shop_id}, ${request_id}, 'redact', ${now}, null, '[]',
        (select count(*) from orders where shop_id = ${shop_id} and customer in ${erased})
      where true on conflict do nothing`,
    ...forgetErased(store),
    // An order whose message has not arrived yet is marked, too.
    sql`
      insert into platform_records (shop_id, platform, kind, platform_id, as_of, base_at, version, target_id, state)
      select ${shop_id}, ${platform}, 'order', value, 0, 0, 1, '', '{"redacted":true}' from json_each(${ids}) where true
      on conflict do update set
        state = json_remove(json_set(state, '$.redacted', json('true')), '$.word.stated.account'), version = version + 1`,
    // An order without an e-mail address has no customer, but may have a company.
    sql`
      update orders set customer = null, account = null where shop_id = ${shop_id} and order_id in (
        select r.target_id from json_each(${ids}) c cross join platform_records r
          on r.shop_id = ${shop_id} and r.platform = ${platform} and r.kind = 'order' and r.platform_id = c.value)`,
    sql`
      update platform_records set state = json_remove(state, '$.word.customer', '$.word.aliases', '$.word.stated.account'), version = version + 1
      where shop_id = ${shop_id} and platform = ${platform} and kind = 'order' and state ->> '$.word.customer' in ${erased}`,
    sql`
      update privacy_requests set customer = null, order_ids = '[]'
      where shop_id = ${shop_id} and customer in ${erased}`,
  ])
}

/** Stores a person's request for their data: the orders under that hash, which are all the data there are. */
export async function addDataRequest(
  store: Store,
  request_id: string,
  hashes: readonly string[],
  now: number,
): Promise<void> {
  const people = JSON.stringify(hashes)
  const customerOrders = sql`from orders where shop_id = ${store.shop_id} and customer in (select value from json_each(${people}))`
  await batch(store.d1, [
    sql`
      insert into privacy_requests (shop_id, request_id, kind, received_at, customer, order_ids, orders)
      select ${store.shop_id}, ${request_id}, 'data_request', ${now}, ${hashes[0] ?? null},
        (select json_group_array(order_id) ${customerOrders}), (select count(*) ${customerOrders})
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

/** A page of requests by id. */
export const listPrivacyRequests = async (
  store: Store,
  after: string,
  limit: number,
): Promise<PrivacyRequest[]> =>
  await store.db
    .select()
    .from(privacyRequests)
    .where(and(eq(privacyRequests.shop_id, store.shop_id), gt(privacyRequests.request_id, after)))
    .orderBy(asc(privacyRequests.request_id))
    .limit(limit)
