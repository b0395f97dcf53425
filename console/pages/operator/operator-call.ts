import { call } from '../../api/call.ts'

/** Calls an operator route with the token that was entered. */
export type OperatorCall = <T>(path: string, method?: string, json?: unknown) => Promise<T>

export const operatorCall =
  (token: string): OperatorCall =>
  async <T>(path: string, method = 'GET', json?: unknown) =>
    await call<T>(path, { method, json, headers: { Authorization: `Bearer ${token}` } })
