import { env } from 'cloudflare:workers'
import type { Env } from '../../worker/env.ts'

/** Thrown where the connection to the database ends. */
export class Interrupted extends Error {}

/**
 * The deployment with a database that fails from one call on, as when the invocation ends: the call was done, and nobody hears of it, or it
 * was not.
 */
export function interruptedEnv(call: number, isDone: boolean): Env {
  let calls = 0
  const guard = async <T>(work: () => Promise<T>): Promise<T> => {
    calls += 1
    if (calls > call) throw new Interrupted()
    if (calls < call) return await work()
    if (isDone) await work()
    throw new Interrupted()
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
  const DB = new Proxy(env.DB, {
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
  return { ...env, DB }
}
