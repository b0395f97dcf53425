/** Who can change something: the operator, a member of the shop, the holder of a secret key, or Pairwell itself. */
export const ACTOR_KINDS = ['operator', 'member', 'key', 'system'] as const
