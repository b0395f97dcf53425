import { and, eq, ne, sql } from 'drizzle-orm'
import { type Member, members, type SignInLinkRow, signInLinks } from '../../../schema/shop/members.ts'
import { passkeys } from '../../../schema/shop/passkeys.ts'
import { sessions } from '../../../schema/shop/sessions.ts'
import type { Env } from '../../env.ts'
import { batch } from '../batch.ts'
import { atHome, databases, type Store } from '../open.ts'
import type { Old } from '../retention.ts'
import { insertRows } from '../upsert.ts'

/** Maximum members of one shop. */
export const MAX_MEMBERS = 200
/** Maximum links of one shop that have not been used. */
export const MAX_LINKS = 200

const isMember = ({ shop_id }: Store, member_id: string) =>
  and(eq(members.shop_id, shop_id), eq(members.member_id, member_id))

/** Members of the shop, oldest first, each with the last call in one of their sessions. */
export const listMembers = async ({ db, shop_id }: Store) =>
  await db.all<Omit<Member, 'shop_id'> & { seen_at: number | null }>(sql`
    select m.member_id, m.name, m.role, m.created_at, m.email, m.team,
      (select max(seen_at) from sessions s where s.shop_id = m.shop_id and s.member_id = m.member_id) as seen_at
    from members m where m.shop_id = ${shop_id} order by m.member_id`)

export const readMember = async (store: Store, member_id: string): Promise<Member | undefined> =>
  await store.db.select().from(members).where(isMember(store, member_id)).get()

/** The owner who was added first; undefined for a shop that was opened before there were members. */
export const firstOwner = async ({ db, shop_id }: Store): Promise<Member | undefined> =>
  await db
    .select()
    .from(members)
    .where(and(eq(members.shop_id, shop_id), eq(members.role, 'owner')))
    .orderBy(members.member_id)
    .get()

/** A member who signs in with an address, and the name of their shop. */
export type KnownMember = Pick<Member, 'shop_id' | 'member_id' | 'role'> & { shop_name: string }

/** Members with this address, in all shops; not those of shops that are being deleted. For signing in only: reads across shops. */
export async function membersByEmail(env: Env, email: string): Promise<KnownMember[]> {
  const found = await Promise.all(
    databases(env).map(async ({ number, d1 }) => {
      const { results } = await d1
        .prepare(
          `select m.shop_id, m.member_id, m.role, s.serving ->> '$.name' as shop_name
           from members m join shops s on s.shop_id = m.shop_id
           where m.email = ?1 and s.publishable_keys <> '[]' order by m.member_id`,
        )
        .bind(email)
        .all<KnownMember>()
      return atHome(number, results)
    }),
  )
  return found.flat()
}

/** Condition: no other member of the shop has this address. In the statement itself, so that two calls cannot give it twice. */
const isFree = ({ shop_id }: Store, { member_id, email }: Pick<Member, 'member_id' | 'email'>) =>
  sql`not exists (select 1 from members o
    where o.shop_id = ${shop_id} and o.email = ${email} and o.member_id <> ${member_id})`

/** Whether another member of the shop has this address. */
export async function hasAddress(
  store: Store,
  { member_id, email }: Pick<Member, 'member_id' | 'email'>,
): Promise<boolean> {
  if (email === null) return false
  const others = and(
    eq(members.shop_id, store.shop_id),
    eq(members.email, email),
    ne(members.member_id, member_id),
  )
  return (await store.db.$count(members, others)) > 0
}

/** Adds a member; false when there are too many, or another one has the address. */
export async function addMember(store: Store, row: Omit<Member, 'shop_id'>): Promise<boolean> {
  const isRoom = sql`(select count(*) from members where shop_id = ${store.shop_id}) < ${MAX_MEMBERS}`
  const when = sql`${isRoom} and ${isFree(store, row)}`
  const { meta } = await store.db.run(insertRows(members, store.shop_id, JSON.stringify([row]), when))
  return meta.changes > 0
}

/** Condition: the member is no owner, or another one stays. In the statement itself, so that two calls cannot remove two owners. */
const anOwnerStays = ({ shop_id }: Store) =>
  sql`(role <> 'owner' or (select count(*) from members o where o.shop_id = ${shop_id} and o.role = 'owner') > 1)`

/**
 * Changes a member's name, role, address and team; false when the last owner would be none, another member has the address, or the member
 * does not exist.
 */
export async function changeMember(
  store: Store,
  { member_id, name, role, email, team }: Member,
): Promise<boolean> {
  const { meta } = await store.db.run(sql`
    update members set name = ${name}, role = ${role}, email = ${email}, team = ${team}
    where shop_id = ${store.shop_id} and member_id = ${member_id} and (${role} = 'owner' or ${anOwnerStays(store)})
      and ${isFree(store, { member_id, email })}`)
  return meta.changes > 0
}

/** Deletes a member with their sessions, links and passkeys; false when it is the last owner, or does not exist. */
export async function deleteMember(store: Store, member_id: string): Promise<boolean> {
  const { shop_id, db } = store
  const isGone = sql`not exists (select 1 from members where shop_id = ${shop_id} and member_id = ${member_id})`
  const [deleted] = await batch(store.d1, [
    sql`delete from members where shop_id = ${shop_id} and member_id = ${member_id} and ${anOwnerStays(store)}`,
    ...[sessions, signInLinks, passkeys].map((table) =>
      db.delete(table).where(and(eq(table.shop_id, shop_id), eq(table.member_id, member_id), isGone)),
    ),
  ])
  return (deleted?.meta.changes ?? 0) > 0
}

/** Adds a link; false when too many have not been used. */
export async function addSignInLink(store: Store, row: Omit<SignInLinkRow, 'shop_id'>): Promise<boolean> {
  const isRoom = sql`(select count(*) from sign_in_links where shop_id = ${store.shop_id}) < ${MAX_LINKS}`
  const { meta } = await store.db.run(insertRows(signInLinks, store.shop_id, JSON.stringify([row]), isRoom))
  return meta.changes > 0
}

/** Links that have expired at a time (UTC milliseconds). */
export const oldSignInLinks = (now: number): Old => ({
  table: signInLinks,
  which: sql`expires_at < ${now}`,
})
