import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { page, pageOnly } from '../../../../schema/pages.ts'
import {
  type SettingsRow,
  settings,
  settingsPatch,
  settingsVersion,
  versionNumber,
} from '../../../../schema/shop/settings.ts'
import { PairwellError } from '../../../../vocabulary/errors.ts'
import type { App } from '../../../http/app.ts'
import { noteChange } from '../../../http/audited.ts'
import { describe, describeIfMatch } from '../../../http/describe.ts'
import { checkIfMatch, etagOf } from '../../../http/etag.ts'
import { mergePatch } from '../../../http/merge-patch.ts'
import { pageOf } from '../../../http/paginate.ts'
import { checked, valid } from '../../../http/valid.ts'
import { changeRules } from '../../../rules/save.ts'
import {
  listSettingsVersions,
  readSettings,
  readSettingsVersion,
  settingsRow,
  writeSettings,
} from '../../../store/shop/settings.ts'

const versionView = ({ version, actor_kind, actor_id, created_at, restored }: SettingsRow) => ({
  version,
  actor: { kind: actor_kind, id: actor_id },
  created_at,
  restored,
})

/** How often a change without `If-Match` is applied again when other changes come in between. */
const MAX_ATTEMPTS = 10
/** Longest pause before the next attempt, milliseconds. */
const MAX_PAUSE = 100

/**
 * Puts new settings in force and answers with them. Settings that are equal to those in force make no new version.
 * @param next the new settings, from those in force
 * @throws {PairwellError} `changed_meanwhile` when the caller has read another version than the one in force
 */
async function change(
  c: Context<App>,
  next: (before: SettingsRow) => Promise<{ wish: unknown; restored: number | null }>,
) {
  const { store, actor } = c.var
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const before = await readSettings(store)
    if (!before) throw new Error('The shop has no settings.')
    checkIfMatch(c.req.header('If-Match'), before.version)
    const { wish, restored } = await next(before)
    const after = checked('json', settings, wish)
    if (JSON.stringify(after) === JSON.stringify(before.settings)) return answer(c, before)
    const row = settingsRow(before.version + 1, after, actor, Date.now(), restored)
    if (!(await writeSettings(store, row))) {
      // Editors who collided would otherwise collide again.
      await scheduler.wait(Math.random() * MAX_PAUSE)
      continue
    }
    // Schedules of rules are by the shop's clock.
    if (after.time_zone !== before.settings.time_zone) {
      await changeRules(store, after, actor, Date.now(), () => ({ versions: [] }))
    }
    noteChange(c, {
      before: { version: before.version, ...before.settings },
      after: { version: row.version, ...after },
    })
    return answer(c, row)
  }
  throw new PairwellError('unavailable', 'Other changes are being saved at the same time. Try again.')
}

function answer(c: Context<App>, { version, settings }: Pick<SettingsRow, 'version' | 'settings'>) {
  c.header('ETag', etagOf(version))
  return c.json(settings)
}

/** The merchant's settings, and their versions. */
export const settingsRoutes = new Hono<App>()
  .get(
    '/',
    describe('The settings', {
      status: 200,
      shape: settings,
      what: 'The settings in force. `ETag` is their version.',
    }),
    async (c) => {
      const row = await readSettings(c.var.store)
      if (!row) throw new Error('The shop has no settings.')
      c.header('Accept-Patch', 'application/merge-patch+json')
      return answer(c, row)
    },
  )
  .patch(
    '/',
    describe(
      'Change settings',
      {
        status: 200,
        shape: settings,
        what: 'The settings after the change. The body is a JSON Merge Patch (RFC 7396). With `If-Match`, nothing is written if another version is in force.',
      },
      'invalid_input',
      'invalid_json',
      'changed_meanwhile',
      'unavailable',
    ),
    describeIfMatch(),
    valid('json', settingsPatch),
    async (c) => {
      const patch = c.req.valid('json')
      return await change(c, async ({ settings }) => ({ wish: mergePatch(settings, patch), restored: null }))
    },
  )
  .get(
    '/versions',
    describe(
      'List the versions of the settings',
      { status: 200, shape: page(settingsVersion), what: 'Newest first: who changed them, and when.' },
      'invalid_input',
    ),
    valid('query', pageOnly),
    async (c) => {
      const { after, limit } = c.req.valid('query')
      const before = after === '' ? Number.MAX_SAFE_INTEGER : Number(after) || 0
      const rows = await listSettingsVersions(c.var.store, before, limit + 1)
      return c.json(pageOf(rows, limit, ({ version }) => String(version), versionView))
    },
  )
  .get(
    '/versions/:version',
    describe(
      'One version of the settings',
      {
        status: 200,
        shape: v.object({ ...settingsVersion.entries, settings }),
        what: 'The settings as they were in this version.',
      },
      'invalid_input',
      'unknown_version',
    ),
    valid('param', versionNumber),
    async (c) => {
      const row = await found(c, c.req.valid('param').version)
      return c.json({ ...versionView(row), settings: row.settings })
    },
  )
  .post(
    '/versions/:version/restore',
    describe(
      'Return to a version of the settings',
      { status: 200, shape: settings, what: 'The settings of that version, which are a new version now.' },
      'invalid_input',
      'unknown_version',
      'changed_meanwhile',
      'unavailable',
    ),
    valid('param', versionNumber),
    async (c) => {
      const { version } = c.req.valid('param')
      const { settings } = await found(c, version)
      return await change(c, async () => ({ wish: settings, restored: version }))
    },
  )

/** @throws {PairwellError} `unknown_version` */
async function found(c: Context<App>, version: number): Promise<SettingsRow> {
  const row = await readSettingsVersion(c.var.store, version)
  if (row) return row
  throw new PairwellError(
    'unknown_version',
    'There is no such version of the settings. GET /v1/settings/versions lists them.',
  )
}
