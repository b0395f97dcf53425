import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import type { Kill } from '../bench/inside/policy-life.ts'
import type { Env } from '../worker/env.ts'
import worker from '../worker/index.ts'
import type { TestShop } from './a-shop.ts'

/** Thrown where the connection to the database ends. */
export class Interrupted extends Error {}

/** What goes wrong in an invocation: with `error` one call of the database fails so, without it all calls from that one on. */
export type Fault = Kill & { error?: string | undefined }

/**
 * The deployment with a database that fails from one call on, as when the invocation ends: the call was done, and nobody hears of it, or it
 * was not.
 */
export const interruptedEnv = (call: number, isDone: boolean): Env => faultyEnv(env, { call, isDone })

/** A deployment whose database meets a fault. @param met called when it does */
export function faultyEnv(base: Env, { call, isDone, error }: Fault, met = () => {}): Env {
  let calls = 0
  const guard = async <T>(work: () => Promise<T>): Promise<T> => {
    calls += 1
    const isMet = error === undefined ? calls >= call : calls === call
    if (!isMet) return await work()
    if (calls === call) {
      met()
      if (isDone) await work()
    }
    throw error === undefined ? new Interrupted() : new Error(error)
  }
  const bare = new WeakMap<object, D1PreparedStatement>()
  const statement = (one: D1PreparedStatement): D1PreparedStatement => {
    const guarded = new Proxy(one, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name)
        if (typeof member !== 'function') return member
        if (name === 'bind') return (...values: unknown[]) => statement(target.bind(...values))
        return (...values: unknown[]) => guard(async () => await member.apply(target, values))
      },
    })
    bare.set(guarded, one)
    return guarded
  }
  const DB = new Proxy(base.DB, {
    get(target, name) {
      if (name === 'prepare') return (text: string) => statement(target.prepare(text))
      if (name === 'batch') {
        return (list: D1PreparedStatement[]) =>
          guard(() => target.batch(list.map((one) => bare.get(one) ?? one)))
      }
      const member: unknown = Reflect.get(target, name)
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
  return { ...base, DB }
}

/** Posts to the merchant API of a deployment whose database fails; undefined where the call was not successful. */
export async function postKilled<Body>(
  { sk }: TestShop,
  path: string,
  body: object,
  { call, isDone }: Kill,
  headers: Record<string, string> = {},
): Promise<Body | undefined> {
  const context = createExecutionContext()
  const request = new Request(`http://pairwell.test${path}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${sk}`, 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  const response = await worker.fetch(request, interruptedEnv(call, isDone), context)
  const text = await response.text()
  await waitOnExecutionContext(context)
  return response.ok ? JSON.parse(text) : undefined
}
