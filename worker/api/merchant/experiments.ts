import { Hono } from 'hono'
import type * as v from 'valibot'
import { planOf } from '../../../engine/measure/plan.ts'
import {
  type Arm,
  type Experiment,
  experimentChange,
  experimentView,
  newExperiment,
  type Plan,
} from '../../../schema/outcomes/experiments.ts'
import { results } from '../../../schema/outcomes/results.ts'
import { page, pageOnly } from '../../../schema/pages.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import type { App } from '../../http/app.ts'
import { noteChange } from '../../http/audited.ts'
import { describe } from '../../http/describe.ts'
import { pageOf } from '../../http/paginate.ts'
import { valid } from '../../http/valid.ts'
import { resultsOf } from '../../outcomes/experiments/results.ts'
import { timeId } from '../../store/ids.ts'
import type { Store } from '../../store/open.ts'
import {
  addExperiment,
  changeRunning,
  listExperiments,
  readExperiment,
  readTraffic,
  startExperiment,
} from '../../store/outcomes/experiments.ts'

const view = ({ shop_id: _, verdicts: __, ...experiment }: Experiment) => experiment

/** A holdout of a permanent size, or two halves for some weeks in a small shop. */
const proposedArms = ({ proposed_holdout }: Plan): Arm[] => [
  { arm: 'panel', share: 1 - (proposed_holdout ?? 0.5), holdout: false, settings: {} },
  { arm: 'holdout', share: proposed_holdout ?? 0.5, holdout: true, settings: {} },
]

async function found(store: Store, experiment_id: string): Promise<Experiment> {
  const experiment = await readExperiment(store, experiment_id)
  if (experiment) return experiment
  throw new PairwellError(
    'unknown_experiment',
    'There is no such experiment. GET /v1/experiments lists them.',
  )
}

const refusal = (at: string) =>
  new PairwellError('invalid_input', `The JSON does not match the documentation. "ramp": ${at}`, {
    issues: [{ field: 'ramp', message: at }],
  })

/**
 * Starts an experiment, raises its ramp, or stops it. If another call changed the experiment since it was read, the request is
 * validated again against the new state.
 *
 * @returns the experiment before and after this change, whatever others do meanwhile
 */
async function change(
  store: Store,
  experiment: Experiment,
  wish: v.InferOutput<typeof experimentChange>,
): Promise<{ before: Experiment; after: Experiment }> {
  const { experiment_id, status, ramp: before, arms } = experiment
  const ramp = wish.ramp ?? (arms.length > 2 ? 100 : status === 'draft' ? 1 : before)
  if (ramp < 100 && arms.length > 2) {
    throw refusal('An experiment with three arms has no ramp. Send 100, or compare two arms.')
  }
  if (ramp < before && status === 'running') {
    throw refusal('A ramp can only rise, because visitors stay in their arm. Stop the experiment instead.')
  }
  if (status === 'stopped') {
    throw new PairwellError(
      'experiment_over',
      'This experiment is over. Create a new one, which draws its visitors again.',
    )
  }
  if (status === 'draft' && wish.status !== 'running') {
    throw new PairwellError(
      'experiment_not_started',
      'This experiment has not started, so it cannot be changed or stopped. Start it with {"status": "running"}.',
    )
  }
  const now = Date.now()
  const stop =
    wish.status === 'stopped' && ({ status: 'stopped', stopped_at: now, stop_cause: 'call' } as const)
  const start = { status: 'running', ramp, started_at: now } as const
  const changed =
    status === 'draft'
      ? await startExperiment(store, experiment, ramp, now)
      : await changeRunning(store, experiment_id, { ramp, ...stop })
  if (changed) {
    return {
      before: experiment,
      after: { ...experiment, ...(status === 'draft' ? start : { ramp, ...stop }) },
    }
  }
  const current = await found(store, experiment_id)
  if (current.status === 'draft') {
    throw new PairwellError(
      'experiment_running',
      'Another experiment is running at this placement, and two at a time cannot be evaluated. Stop the other one first.',
    )
  }
  return await change(store, current, wish)
}

/** Experiments, which measure purchases that would not have happened without the panels. */
export const experimentRoutes = new Hono<App>()
  .post(
    '/',
    describe(
      'Draft an experiment',
      {
        status: 201,
        shape: experimentView,
        what: 'With its detectable effect and duration. The experiment does not run yet.',
      },
      'invalid_input',
      'invalid_json',
    ),
    valid('json', newExperiment),
    async (c) => {
      const { store } = c.var
      const { arms, ...wish } = c.req.valid('json')
      const now = Date.now()
      const plan = planOf(await readTraffic(store, wish.unit, now))
      const row: Experiment = {
        ...wish,
        shop_id: store.shop_id,
        experiment_id: timeId('x', now),
        status: 'draft',
        ramp: 0,
        arms: arms ?? proposedArms(plan),
        plan,
        created_at: now,
        started_at: null,
        stopped_at: null,
        stop_cause: null,
        mismatch_since: null,
        verdicts: null,
      }
      await addExperiment(store, row)
      const { experiment_id, placement, intent, status } = row
      noteChange(c, { after: { experiment_id, placement, intent, status } })
      return c.json(view(row), 201)
    },
  )
  .get(
    '/',
    describe(
      'List experiments',
      { status: 200, shape: page(experimentView), what: 'Newest first.' },
      'invalid_input',
    ),
    valid('query', pageOnly),
    async (c) => {
      const { after, limit } = c.req.valid('query')
      const rows = await listExperiments(c.var.store, after || '~', limit + 1)
      return c.json(pageOf(rows, limit, (row) => row.experiment_id, view))
    },
  )
  .get(
    '/:experiment_id',
    describe(
      'One experiment',
      { status: 200, shape: experimentView, what: 'The arms and the plan of the experiment.' },
      'unknown_experiment',
    ),
    async (c) => c.json(view(await found(c.var.store, c.req.param('experiment_id')))),
  )
  .patch(
    '/:experiment_id',
    describe(
      'Start, widen or stop an experiment',
      { status: 200, shape: experimentView, what: 'The experiment after the change.' },
      'invalid_input',
      'invalid_json',
      'unknown_experiment',
      'experiment_running',
      'experiment_over',
      'experiment_not_started',
    ),
    valid('json', experimentChange),
    async (c) => {
      const { store } = c.var
      const experiment_id = c.req.param('experiment_id')
      const current = await found(store, experiment_id)
      const { before, after } = await change(store, current, c.req.valid('json'))
      noteChange(c, {
        before: { status: before.status, ramp: before.ramp },
        after: { status: after.status, ramp: after.ramp },
      })
      return c.json(view(after))
    },
  )
  .get(
    '/:experiment_id/results',
    describe(
      'Results of an experiment',
      {
        status: 200,
        shape: results,
        what: 'Results from orders sent with the secret key. The verdict may be "too_early".',
      },
      'unknown_experiment',
    ),
    async (c) => {
      const { store, shop } = c.var
      const experiment = await found(store, c.req.param('experiment_id'))
      return c.json(await resultsOf(store, shop, experiment, Date.now()))
    },
  )
