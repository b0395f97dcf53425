import { Hono } from 'hono'
import { backupPage, backupQuery, restoredPage, restoreState } from '../../../schema/backup.ts'
import type { App } from '../../http/app.ts'
import { noteChange } from '../../http/audited.ts'
import { describe } from '../../http/describe.ts'
import { valid } from '../../http/valid.ts'
import { backUpPage, restorePage } from '../../operate/backup.ts'
import { addAuditEntry } from '../../store/audit.ts'
import { open, openDeployment } from '../../store/open.ts'
import { openKnown } from './known-shop.ts'

/** The operator's routes for the backup of a whole shop; `npm run backup` and `npm run restore` call them page by page. */
export const backupRoutes = new Hono<App>()
  .get(
    '/:shop_id/backup',
    describe(
      'A page of the backup of a shop',
      {
        status: 200,
        shape: backupPage,
        what: 'Everything that is stored of the shop, people and secrets included, encrypted with the MASTER_KEY. Ask for the page with `after=next` until `next` is null; `npm run backup` does.',
      },
      'invalid_input',
      'operator_closed',
      'missing_key',
      'unknown_key',
      'unknown_shop',
    ),
    valid('query', backupQuery),
    async (c) => {
      const { after = '' } = c.req.valid('query')
      const store = await openKnown(c.env, c.req.param('shop_id'))
      if (after === '') {
        // It changes nothing, but whoever is in it may want to know.
        const change = { action: 'back up the shop', subject: {}, before: null, after: null }
        await addAuditEntry(store, c.var.actor, change, Date.now())
      }
      return c.json(await backUpPage(c.env, store, after))
    },
  )
  .post(
    '/:shop_id/restore',
    describe(
      'Write a page of a backup back',
      {
        status: 200,
        shape: restoreState,
        what: 'Send the pages of one backup in their order; a page may be sent again. The shop is there after the last one, with its keys, members and settings. `npm run restore` does it.',
      },
      'invalid_input',
      'operator_closed',
      'missing_key',
      'unknown_key',
      'unknown_shop',
      'shop_in_use',
    ),
    valid('json', restoredPage),
    async (c) => {
      const shop_id = c.req.param('shop_id')
      const state = await restorePage(c.env, open(c.env, shop_id), c.req.valid('json').page)
      noteChange(c, { log: openDeployment(c.env), subject: { shop_id }, after: state })
      return c.json(state)
    },
  )
