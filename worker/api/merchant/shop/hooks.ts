import { Hono } from 'hono'
import { page } from '../../../../schema/pages.ts'
import { type HookRow, hookView, newHook, platformName } from '../../../../schema/shop/hooks.ts'
import { PairwellError } from '../../../../vocabulary/errors.ts'
import { keyIdOf, masterKey } from '../../../auth/master-key.ts'
import { seal, unseal } from '../../../auth/seal.ts'
import type { App } from '../../../http/app.ts'
import { noteChange } from '../../../http/audited.ts'
import { describe } from '../../../http/describe.ts'
import { originOf } from '../../../http/origin.ts'
import { valid } from '../../../http/valid.ts'
import { hookPurpose } from '../../../ingest/hooks/receive.ts'
import { deleteHook, listHooks, readHook, writeHook } from '../../../store/shop/hooks.ts'

const view = (
  { shop_id, secret: _, secret_before: __, last_write: ___, ...hook }: HookRow,
  origin: string,
) => ({
  ...hook,
  address: `${origin}/hooks/${shop_id}/${hook.platform}`,
})

const noSuchHook = () => new PairwellError('no_such_hook', 'There is no such hook. GET /v1/hooks lists them.')

/** Hook settings: which platforms may send messages, and their state. */
export const hookSettings = new Hono<App>()
  .get(
    '/',
    describe('List the hooks', {
      status: 200,
      shape: page(hookView),
      what: 'The addresses for messages of each platform, and their state; never the secret.',
    }),
    async (c) => {
      const hooks = await listHooks(c.var.store)
      return c.json({ items: hooks.map((hook) => view(hook, originOf(c))), next: null })
    },
  )
  .put(
    '/:platform',
    describe(
      'Accept messages of a platform, or change its secret',
      { status: 200, shape: hookView, what: 'The previous secret stays valid for a day.' },
      'invalid_input',
      'invalid_json',
      'unavailable',
    ),
    valid('param', platformName),
    valid('json', newHook),
    async (c) => {
      const { store } = c.var
      const { platform } = c.req.valid('param')
      const { secret } = c.req.valid('json')
      const purpose = hookPurpose(platform)
      const before = await readHook(store, platform)
      const oldSecret = before && (await unseal(c.env, store.shop_id, purpose, before.secret))
      if (oldSecret !== secret) {
        const sealed = {
          secret: await seal(c.env, store.shop_id, purpose, secret),
          kid: keyIdOf(masterKey(c.env)),
        }
        await writeHook(store, platform, sealed, Date.now())
      }
      const hook = await readHook(store, platform)
      if (!hook) throw noSuchHook()
      noteChange(c, { after: { platform, secret_changed: oldSecret !== secret } })
      return c.json(view(hook, originOf(c)))
    },
  )
  .delete(
    '/:platform',
    describe(
      'Stop accepting messages of a platform',
      { status: 204, what: 'Data received through it stay.' },
      'invalid_input',
      'no_such_hook',
    ),
    valid('param', platformName),
    async (c) => {
      if (!(await deleteHook(c.var.store, c.req.valid('param').platform))) throw noSuchHook()
      return c.body(null, 204)
    },
  )
