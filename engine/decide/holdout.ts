import { hash32 } from '../numbers/hash.ts'

/**
 * Whether a person is held out of all contacts, so that what contacts bring can be measured. The same people stay held out while the share
 * rises, and none of those who were falls out of it.
 * @param person the person's first key, which is the same under each of their names
 * @param share of all people, 0 to 1
 */
export const isHeldOut = (shop_id: string, person: string, share: number): boolean =>
  hash32(`holdout ${shop_id} ${person}`) / 2 ** 32 < share
