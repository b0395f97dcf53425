import { Hono } from 'hono'
import * as v from 'valibot'
import { auditEntry, entryOfRow } from '../../../schema/audit.ts'
import { page, pageOnly } from '../../../schema/pages.ts'
import { type ShopHealth, shopsQuery } from '../../../schema/shop/health.ts'
import { signInLink } from '../../../schema/shop/members.ts'
import { newShop, openedShop, operatorShop, shopChange } from '../../../schema/shop/shops.ts'
import { SECOND } from '../../../vocabulary/time.ts'
import { newOwner, openShop } from '../../auth/open-shop.ts'
import { addLink } from '../../auth/sign-in.ts'
import { callWorker } from '../../env.ts'
import type { App } from '../../http/app.ts'
import { noteChange } from '../../http/audited.ts'
import { describe } from '../../http/describe.ts'
import { pageOf } from '../../http/paginate.ts'
import { valid } from '../../http/valid.ts'
import { LEASE_MS } from '../../jobs/lease/lease-time.ts'
import { listAudit, listDeletions } from '../../store/audit.ts'
import { open, openDeployment } from '../../store/open.ts'
import { readHealth } from '../../store/shop/health.ts'
import { addMember, firstOwner } from '../../store/shop/members.ts'
import { changeShopStatus, endShop, listShops, readShop } from '../../store/shop/shops.ts'
import { deletePortion } from './delete-portion.ts'
import { openKnown, unknownShop } from './known-shop.ts'
import { view } from './shop-view.ts'

/** The operator's routes for shops. */
export const shopRoutes = new Hono<App>()
  .post(
    '/',
    describe(
      'Create a shop',
      {
        status: 201,
        shape: openedShop,
        what: 'The keys of the shop, and a link with which its owner signs in to the console once within 15 minutes. The secret key and the link are shown only in this answer.',
      },
      'invalid_input',
      'operator_closed',
      'missing_key',
      'unknown_key',
      'unavailable',
    ),
    valid('json', newShop),
    async (c) => {
      const { currency, ...settings } = c.req.valid('json')
      const { store, ...opened } = await openShop(c, currency, settings, c.var.actor, Date.now())
      c.set('store', store)
      noteChange(c, { after: { shop_id: opened.shop_id, currency, ...settings } })
      return c.json(opened, 201)
    },
  )
  .get(
    '/',
    describe(
      'List all shops',
      {
        status: 200,
        shape: page(operatorShop),
        what: 'Oldest first; `health=1` adds when each had its last import, event and model, and its jobs and alerts.',
      },
      'invalid_input',
      'operator_closed',
      'missing_key',
      'unknown_key',
    ),
    valid('query', shopsQuery),
    async (c) => {
      const withHealth = c.req.valid('query').health !== undefined
      const [shops, healths] = await Promise.all([
        listShops(c.env),
        withHealth ? readHealth(c.env) : new Map<string, ShopHealth>(),
      ])
      const items = shops.map((shop) => {
        const health = healths.get(shop.shop_id)
        return { ...view(c.env, shop), ...(health && { health }) }
      })
      return c.json({ items, next: null })
    },
  )
  .get(
    '/:shop_id',
    describe(
      'One shop',
      { status: 200, shape: operatorShop, what: 'Without its keys.' },
      'operator_closed',
      'missing_key',
      'unknown_key',
      'unknown_shop',
    ),
    async (c) => {
      const shop = await readShop(open(c.env, c.req.param('shop_id')))
      if (!shop) throw unknownShop()
      return c.json(view(c.env, shop))
    },
  )
  .patch(
    '/:shop_id',
    describe(
      'Pause a shop, or resume it',
      {
        status: 200,
        shape: operatorShop,
        what: 'The shop after the change. Its merchant changes everything else: PATCH /v1/settings.',
      },
      'invalid_input',
      'operator_closed',
      'missing_key',
      'unknown_key',
      'unknown_shop',
    ),
    valid('json', shopChange),
    async (c) => {
      const store = open(c.env, c.req.param('shop_id'))
      const shop = await readShop(store)
      if (!shop) throw unknownShop()
      const { status } = c.req.valid('json')
      await changeShopStatus(store, status)
      c.set('store', store)
      noteChange(c, { before: { status: shop.status }, after: { status } })
      return c.json(view(c.env, { ...shop, status }))
    },
  )
  .post(
    '/:shop_id/sign-in-links',
    describe(
      'Make a sign-in link for the owner of a shop',
      {
        status: 201,
        shape: signInLink,
        what: 'For the owner who was added first. The link works once, for 15 minutes, and is shown only in this answer.',
      },
      'operator_closed',
      'missing_key',
      'unknown_key',
      'unknown_shop',
      'too_many_members',
    ),
    async (c) => {
      const store = await openKnown(c.env, c.req.param('shop_id'))
      const now = Date.now()
      const owner = (await firstOwner(store)) ?? newOwner(now)
      // A shop that was opened before there were members has no owner yet.
      if (!('role' in owner)) await addMember(store, { ...owner, role: 'owner', team: null, created_at: now })
      const link = await addLink(c, store, owner.member_id, now)
      c.set('store', store)
      noteChange(c, { after: { member_id: owner.member_id, expires_at: link.expires_at } })
      return c.json(link, 201)
    },
  )
  .delete(
    '/:shop_id',
    describe(
      'Delete a shop and all its rows',
      {
        status: 200,
        shape: v.object({ deleted: v.boolean() }),
        what: '`deleted` is false while jobs are being stopped or rows are left. Repeat the call until it is true or the shop is unknown.',
      },
      'operator_closed',
      'missing_key',
      'unknown_key',
      'unknown_shop',
    ),
    async (c) => {
      const store = await openKnown(c.env, c.req.param('shop_id'))
      const now = Date.now()
      await endShop(store, now, now + LEASE_MS)
      const deleted = await deletePortion(c.env, store, now)
      // If there is no further call, the queue continues the deletion.
      if (!deleted) {
        await callWorker(c.env, store.shop_id, 'deletion', LEASE_MS / SECOND + 1)
      }
      c.set('store', openDeployment(c.env))
      noteChange(c, { after: { deleted } })
      return c.json({ deleted })
    },
  )
  .get(
    '/:shop_id/audit',
    describe(
      'List the changes of a shop',
      {
        status: 200,
        shape: page(auditEntry),
        what: 'Newest first. Of a deleted shop only the deletion is left.',
      },
      'invalid_input',
      'operator_closed',
      'missing_key',
      'unknown_key',
      'unknown_shop',
    ),
    valid('query', pageOnly),
    async (c) => {
      const { after, limit } = c.req.valid('query')
      const store = open(c.env, c.req.param('shop_id'))
      const rows = (await readShop(store))
        ? await listAudit(store, after || '~', limit + 1)
        : await listDeletions(openDeployment(c.env), store.shop_id, after || '~', limit + 1)
      if (rows.length === 0 && after === '') throw unknownShop()
      return c.json(pageOf(rows, limit, ({ entry_id }) => entry_id, entryOfRow))
    },
  )
