import { computed, signal } from '@preact/signals'
import type { Caller } from '../schema/shop/members.ts'
import type { OwnShop } from '../schema/shop/shops.ts'
import { isAtLeast, isFieldRole, type Role } from '../vocabulary/roles.ts'
import { call, onSignedOut, Problem } from './api/call.ts'
import { DATA } from './offline/names.ts'

/** Who is signed in, and their shop; undefined while that is being found out, null when nobody is. */
export const me = signal<Caller | null | undefined>(undefined)
export const shop = signal<OwnShop | undefined>(undefined)

export const role = computed<Role>(() => me.value?.role ?? 'analyst')
/** Whether the member may do what needs this role. */
export const may = (least: Role): boolean => isAtLeast(role.value, least)

/** Whether the member may read about customers; those of the demo shop are invented, so its visitors may, too. */
export const mayReadOfPeople = (): boolean => may('editor') || me.value?.demo === 'entered'

/** Whether the member works with accounts and sees nothing else of the shop. */
export const isField = (): boolean => isFieldRole(role.value)

onSignedOut.run = () => {
  me.value = null
}

/** Finds out who is signed in. @throws {Problem} when that cannot be found out */
export async function findOut(): Promise<void> {
  try {
    const [who, own] = await Promise.all([call<Caller>('/v1/me'), call<OwnShop>('/v1/shop')])
    shop.value = own
    me.value = who
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.status === 401) me.value = null
    else throw thrown
  }
}

/** Ends the session. What this browser holds of the shop is deleted even when the server does not answer. @throws {Problem} then */
export async function signOut(): Promise<void> {
  try {
    await call('/sign-in', { method: 'DELETE' })
  } finally {
    // Unsaved changes are of this member and shop.
    sessionStorage.clear()
    await globalThis.caches?.delete(DATA)
  }
  me.value = null
}
