/** Roles of members, the least first: each may do what those before it may. */
export const ROLES = ['analyst', 'editor', 'owner'] as const
export type Role = (typeof ROLES)[number]

/** Whether a role may do what needs `least`. */
export const isAtLeast = (role: Role, least: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(least)
