import { type SQL, sql } from 'drizzle-orm'

/** Maximum of learned factors that are served: about 8 kB. */
const MAX_LEARNED = 100

/**
 * Statement that derives `shops.serving` from the newest settings, the running experiments and the learned factors. It belongs
 * to every transaction that changes one of them, after that change, and writes nothing when nothing is different.
 */
export const rebuildServing = (shop_id: string): SQL => sql`
  update shops set serving = derived.serving
  from (
    select json_set(v.settings, '$.version', v.version,
      '$.experiments', json((${runningExperiments(shop_id)})),
      '$.learned', json((${strongestFactors(shop_id)}))) as serving
    from shop_settings v where v.shop_id = ${shop_id} order by v.version desc limit 1
  ) derived
  where shops.shop_id = ${shop_id} and shops.serving is not derived.serving`

const runningExperiments = (shop_id: string): SQL => sql`
  select json_group_array(json_object('experiment_id', experiment_id, 'placement', placement, 'intent', intent,
    'unit', unit, 'ramp', ramp, 'arms', json(arms)))
  from experiments where shop_id = ${shop_id} and status = 'running'`

/** The factors with the largest effect, which is the distance from 1 times the visitors, in the order of their keys. */
const strongestFactors = (shop_id: string): SQL => sql`
  select json_group_array(json_array(placement, seed_item_id, item_id, factor)
    order by placement, seed_item_id, item_id)
  from (
    select placement, seed_item_id, item_id, factor from factors
    where shop_id = ${shop_id} and factor <> 1
    order by abs(ln(factor)) * visitors desc, placement, seed_item_id, item_id limit ${MAX_LEARNED})`
