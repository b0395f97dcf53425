import { SECOND } from '../../vocabulary/time.ts'
import type { Env } from '../env.ts'
import { hasSeveral, knowHomes } from '../store/homes.ts'

/** Longest time for which a request waits until its shop can be written again, milliseconds. */
const PATIENCE = 10 * SECOND
/** Between two attempts, milliseconds. */
const PAUSE = 200
/** Bodies up to this size are kept so that a request can be answered again, bytes; senders of larger ones get the error, and send again. */
const MOST_KEPT = 64_000

type Answer = (request: Request, env: Env, ctx: ExecutionContext) => Response | Promise<Response>

/** Whether an answer says that nothing was written, because the shop is being moved at this moment. */
async function isRefusedByMove(response: Response): Promise<boolean> {
  if (response.status !== 503) return false
  const problem: unknown = await response
    .clone()
    .json()
    .catch(() => null)
  return problem instanceof Object && 'code' in problem && problem.code === 'shop_is_moving'
}

const isSmall = ({ headers }: Request): boolean =>
  headers.has('Content-Length') && Number(headers.get('Content-Length')) <= MOST_KEPT

/**
 * Answers requests in a deployment with several databases: it knows where moved shops live, and answers again what was refused in the moment in which
 * a shop moves. With one database it does nothing.
 */
export const atHome =
  (answer: Answer): Answer =>
  async (request, env, ctx) => {
    if (!hasSeveral(env)) return await answer(request, env, ctx)
    const began = Date.now()
    await knowHomes(env, began)
    const body = request.body && isSmall(request) ? await request.arrayBuffer() : undefined
    if (request.body && !body) return await answer(request, env, ctx)
    for (;;) {
      const response = await answer(new Request(request, body && { body }), env, ctx)
      if (Date.now() - began > PATIENCE || !(await isRefusedByMove(response))) return response
      await scheduler.wait(PAUSE)
      await knowHomes(env, Date.now(), PAUSE)
    }
  }
