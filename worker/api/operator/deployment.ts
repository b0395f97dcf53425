import { Hono } from 'hono'
import { deploymentView } from '../../../schema/deployment.ts'
import type { App } from '../../http/app.ts'
import { describe } from '../../http/describe.ts'
import { readDeployment } from '../../operate/deployment.ts'
import { metricsOf } from '../../operate/metrics.ts'

const OPEN_METRICS = 'application/openmetrics-text'

/** The operator's routes for the deployment as a whole. */
export const deploymentRoutes = new Hono<App>()
  .get(
    '/deployment',
    describe('State of the deployment', {
      status: 200,
      shape: deploymentView,
      what: 'Secrets, bindings, databases, and what waits. `npm run doctor` judges it.',
    }),
    async (c) => c.json(await readDeployment(c.env, Date.now())),
  )
  .get(
    '/metrics',
    describe('The same as metrics', {
      status: 200,
      type: OPEN_METRICS,
      what: 'In the text format of OpenMetrics, for Prometheus and others. Reads a row for each shop.',
    }),
    async (c) =>
      c.body(metricsOf(await readDeployment(c.env, Date.now())), 200, {
        'Content-Type': `${OPEN_METRICS}; version=1.0.0; charset=utf-8`,
      }),
  )
