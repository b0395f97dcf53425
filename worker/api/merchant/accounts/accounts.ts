import { type Context, Hono } from 'hono'
import {
  accountList,
  accountQuery,
  accountsImported,
  accountsWritten,
  accountView,
} from '../../../../schema/accounts/accounts.ts'
import { buyerList, buyersWritten } from '../../../../schema/accounts/buyers.ts'
import { page } from '../../../../schema/pages.ts'
import { PairwellError } from '../../../../vocabulary/errors.ts'
import { accountAsView } from '../../../accounts/account-view.ts'
import { importAccounts } from '../../../accounts/import-file.ts'
import { scopeOf } from '../../../accounts/scope-of.ts'
import { saveAccounts, saveBuyers } from '../../../accounts/write.ts'
import type { App } from '../../../http/app.ts'
import { noteChange } from '../../../http/audited.ts'
import { describe } from '../../../http/describe.ts'
import { pageOf } from '../../../http/paginate.ts'
import { valid } from '../../../http/valid.ts'
import {
  deleteAccount,
  type ListedAccount,
  listAccounts,
  readAccount,
} from '../../../store/accounts/accounts.ts'
import { queueAnalysis } from '../../../store/accounts/analyses.ts'

/** An account that the caller may see. @throws {PairwellError} `unknown_account`, also for one of another rep */
export async function foundAccount(c: Context<App>): Promise<ListedAccount> {
  const { store, session } = c.var
  const row = await readAccount(store, c.req.param('account_id') ?? '', scopeOf(session))
  if (row) return row
  throw new PairwellError(
    'unknown_account',
    'There is no such account. GET /v1/accounts lists those that you may see.',
  )
}

/** Companies that buy. */
export const accountRoutes = new Hono<App>()
  .get(
    '/',
    describe(
      'List accounts',
      {
        status: 200,
        shape: page(accountView),
        what: 'By id; a rep sees their own, a manager those of their team.',
      },
      'invalid_input',
    ),
    valid('query', accountQuery),
    async (c) => {
      const { store, session } = c.var
      const { after, limit, ...filter } = c.req.valid('query')
      const rows = await listAccounts(store, scopeOf(session), filter, after, limit + 1)
      return c.json(pageOf(rows, limit, ({ account_id }) => account_id, accountAsView))
    },
  )
  .put(
    '/',
    describe(
      'Write accounts',
      {
        status: 200,
        shape: accountsWritten,
        what: 'Each account is complete and replaces what was said of it; accounts that are not named stay. Orders that name its company, its id or one of `companies` are its own. With `version`, nothing is written if another one is in force.',
      },
      'invalid_input',
      'invalid_json',
      'unknown_member',
      'too_many_accounts',
      'changed_meanwhile',
      'unavailable',
    ),
    valid('json', accountList),
    async (c) => {
      const { store, shop } = c.var
      const now = Date.now()
      const written = await saveAccounts(c.env, store, shop, c.req.valid('json').accounts, now)
      await queueAnalysis(store, now)
      noteChange(c, { after: written })
      return c.json(written)
    },
  )
  .post(
    '/import',
    describe(
      'Write accounts from a file',
      {
        status: 200,
        shape: accountsImported,
        what: 'CSV in any usual encoding, a workbook, or NDJSON. Columns: account_id, name, companies, tier, rep, group, terms, contract_ends_at, buyers, role, city, country, location, by their usual names; others become attributes. Several rows of an account are its buyers and locations.',
      },
      'unreadable_file',
      'missing_column',
      'file_too_large',
      'wrong_encoding',
      'spreadsheet',
      'unknown_structure',
      'zip_file',
      'too_many_accounts',
      'unavailable',
    ),
    async (c) => {
      const { body } = c.req.raw
      if (!body) throw new PairwellError('unreadable_file', 'The body is empty. Send the file.')
      const { store, shop } = c.var
      const now = Date.now()
      const done = await importAccounts(c.env, store, shop, body, now)
      await queueAnalysis(store, now)
      const { refused: _, ...counts } = done
      noteChange(c, { after: counts })
      return c.json(done)
    },
  )
  .post(
    '/analysis',
    describe('Analyse the accounts now', {
      status: 202,
      what: 'It is done each night, and after accounts are written. While one waits, this changes nothing.',
    }),
    async (c) => {
      await queueAnalysis(c.var.store, Date.now())
      return c.body(null, 202)
    },
  )
  .get(
    '/:account_id',
    describe(
      'One account',
      { status: 200, shape: accountView, what: 'As it was written.' },
      'unknown_account',
    ),
    async (c) => c.json(accountAsView(await foundAccount(c))),
  )
  .delete(
    '/:account_id',
    describe(
      'Delete an account',
      { status: 204, what: 'With its buyers, marks and outcomes. Its orders stay.' },
      'unknown_account',
    ),
    async (c) => {
      const account = await foundAccount(c)
      await deleteAccount(c.var.store, account.account_id)
      noteChange(c, { before: { name: account.name, tier: account.tier, rep: account.rep } })
      return c.body(null, 204)
    },
  )
  .put(
    '/:account_id/buyers',
    describe(
      'Say who buys for an account',
      {
        status: 200,
        shape: buyersWritten,
        what: 'A person buys for one account at a time: one who bought for another leaves it at `since`, and earlier orders stay with it. Who is not named stays.',
      },
      'invalid_input',
      'invalid_json',
      'unknown_account',
      'unavailable',
    ),
    valid('json', buyerList),
    async (c) => {
      const { store, shop } = c.var
      const { account_id } = await foundAccount(c)
      const now = Date.now()
      const buyers = c.req.valid('json').buyers.map((one) => ({ ...one, account_id }))
      const written = await saveBuyers(c.env, store, shop, buyers, now)
      await queueAnalysis(store, now)
      noteChange(c, { after: written })
      return c.json(written)
    },
  )
