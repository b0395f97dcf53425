/**
 * Roles of members, the least first: each may do what those before it may, except where the table of permissions names roles one by
 * one. A rep works with accounts of their own, a manager with those of their team.
 */
export const ROLES = ['rep', 'manager', 'analyst', 'editor', 'owner'] as const
export type Role = (typeof ROLES)[number]

/** Whether a role may do what needs `least`. */
export const isAtLeast = (role: Role, least: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(least)

/** Whether a role sees only accounts of its own or of its team, and nothing else of the shop. */
export const isFieldRole = (role: Role): boolean => role === 'rep' || role === 'manager'
