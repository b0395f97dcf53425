import { type Context, Hono } from 'hono'
import { withActors } from '../../../../schema/authorship.ts'
import { page } from '../../../../schema/pages.ts'
import { mergePatchBody } from '../../../../schema/shapes.ts'
import {
  countedTrigger,
  MAX_TRIGGERS,
  newTrigger,
  type TriggerRow,
  triggerAction,
  triggerQuery,
  triggerView,
} from '../../../../schema/triggers/triggers.ts'
import { PairwellError } from '../../../../vocabulary/errors.ts'
import type { App } from '../../../http/app.ts'
import { noteChange } from '../../../http/audited.ts'
import { describe, describeIfMatch } from '../../../http/describe.ts'
import { checkIfMatch, etagOf } from '../../../http/etag.ts'
import { mergePatch } from '../../../http/merge-patch.ts'
import { pageOf } from '../../../http/paginate.ts'
import { checked, valid } from '../../../http/valid.ts'
import type { Store } from '../../../store/open.ts'
import { countFirings } from '../../../store/triggers/firings.ts'
import { countTriggers, deleteTrigger, listTriggers, readTrigger } from '../../../store/triggers/triggers.ts'
import { noSuchTrigger, saveTrigger, turn } from '../../../triggers/act.ts'

const view = ({ shop_id: _, written, ...row }: TriggerRow) => ({ ...withActors(row), ...written })

export async function foundTrigger(store: Store, trigger_id: string): Promise<TriggerRow> {
  const row = await readTrigger(store, trigger_id)
  if (!row) throw noSuchTrigger()
  return row
}

function answer(c: Context<App>, before: TriggerRow | undefined, after: TriggerRow) {
  noteChange(c, { ...(before && { before: view(before) }), after: view(after) })
  c.header('ETag', etagOf(after.version))
  return view(after)
}

/** Triggers: what makes an offer to a customer by itself. */
export const triggerRoutes = new Hono<App>()
  .get(
    '/',
    describe(
      'List triggers',
      { status: 200, shape: page(triggerView), what: 'Newest first, of one status where it is given.' },
      'invalid_input',
    ),
    valid('query', triggerQuery),
    async (c) => {
      const { after, limit, status } = c.req.valid('query')
      const rows = await listTriggers(c.var.store, status, after || '~', limit + 1)
      return c.json(pageOf(rows, limit, ({ trigger_id }) => trigger_id, view))
    },
  )
  .post(
    '/',
    describe(
      'Add a trigger',
      {
        status: 201,
        shape: triggerView,
        what: 'It is off. Turn it on next: POST /v1/triggers/{trigger_id}/actions.',
      },
      'invalid_input',
      'invalid_json',
      'too_many_triggers',
      'changed_meanwhile',
    ),
    valid('json', newTrigger),
    async (c) => {
      const { store, actor } = c.var
      if ((await countTriggers(store)).all >= MAX_TRIGGERS) {
        throw new PairwellError(
          'too_many_triggers',
          `A shop has at most ${MAX_TRIGGERS} triggers. Delete one of them first.`,
        )
      }
      const after = await saveTrigger(store, undefined, c.req.valid('json'), actor, Date.now())
      return c.json(answer(c, undefined, after), 201)
    },
  )
  .get(
    '/:trigger_id',
    describe(
      'One trigger',
      {
        status: 200,
        shape: countedTrigger,
        what: 'With what became of its causes so far. Its ETag is its version.',
      },
      'unknown_trigger',
    ),
    async (c) => {
      const row = await foundTrigger(c.var.store, c.req.param('trigger_id'))
      c.header('ETag', etagOf(row.version))
      return c.json({ ...view(row), counts: await countFirings(c.var.store, row.trigger_id) })
    },
  )
  .patch(
    '/:trigger_id',
    describe(
      'Change a trigger',
      {
        status: 200,
        shape: triggerView,
        what: 'The trigger after the change; one that is on stays on. The body is a JSON Merge Patch (RFC 7396). With `If-Match`, nothing is written if another version is in force.',
      },
      'invalid_input',
      'invalid_json',
      'unknown_trigger',
      'unknown_offer',
      'changed_meanwhile',
    ),
    describeIfMatch(),
    valid('json', mergePatchBody),
    async (c) => {
      const { store, actor } = c.var
      const before = await foundTrigger(store, c.req.param('trigger_id'))
      checkIfMatch(c.req.header('If-Match'), before.version)
      const written = checked('json', newTrigger, mergePatch({ ...before.written }, c.req.valid('json')))
      return c.json(answer(c, before, await saveTrigger(store, before, written, actor, Date.now())))
    },
  )
  .delete(
    '/:trigger_id',
    describe(
      'Delete a trigger',
      { status: 204, what: 'One that is off, with what it has done.' },
      'unknown_trigger',
      'trigger_on',
    ),
    async (c) => {
      const before = await foundTrigger(c.var.store, c.req.param('trigger_id'))
      if (!(await deleteTrigger(c.var.store, before.trigger_id))) {
        throw new PairwellError('trigger_on', 'The trigger is on. Turn it off before you delete it.')
      }
      noteChange(c, { before: view(before) })
      return c.body(null, 204)
    },
  )
  .post(
    '/:trigger_id/actions',
    describe(
      'Turn a trigger on or off',
      {
        status: 200,
        shape: triggerView,
        what: 'The trigger after it. Causes from before it was turned on never fire. Turning it off cancels what waits.',
      },
      'invalid_input',
      'invalid_json',
      'unknown_trigger',
      'unknown_offer',
      'too_many_triggers',
      'changed_meanwhile',
    ),
    valid('json', triggerAction),
    async (c) => {
      const { store, actor } = c.var
      const before = await foundTrigger(store, c.req.param('trigger_id'))
      const after = await turn(store, before, c.req.valid('json').action, actor, Date.now())
      return c.json(answer(c, before, after))
    },
  )
