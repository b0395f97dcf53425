import { toJsonSchema } from '@valibot/to-json-schema'
import type { GenericSchema } from 'valibot'
import { newCampaign } from '../../../../schema/campaigns/campaigns.ts'
import { item } from '../../../../schema/catalogue/items.ts'
import { newSegment } from '../../../../schema/customers/segments.ts'
import { newOffer } from '../../../../schema/decisions/offers.ts'
import { newRule } from '../../../../schema/shop/rules.ts'
import { settings } from '../../../../schema/shop/settings.ts'
import { newTrigger } from '../../../../schema/triggers/triggers.ts'
import { isObject, type Json, type JsonObject } from './json.ts'

/** What a JSON Merge Patch changes, by route. The result is validated with it, and not the patch. */
const PATCHED: Readonly<Record<string, GenericSchema>> = {
  '/v1/items/{item_id}': item,
  '/v1/settings': settings,
  '/v1/rules/{rule_id}': newRule,
  '/v1/segments/{segment_id}': newSegment,
  '/v1/offers/{offer_id}': newOffer,
  '/v1/triggers/{trigger_id}': newTrigger,
  '/v1/campaigns/{campaign_id}': newCampaign,
}

/** The body of a route that takes a JSON Merge Patch (RFC 7396); undefined for other routes. */
export function patchBodyOf(method: string, path: string): JsonObject | undefined {
  const patched = method === 'patch' ? PATCHED[path] : undefined
  if (!patched) return undefined
  const {
    $schema: _,
    $defs: __,
    ...whole
  }: JsonObject = JSON.parse(JSON.stringify(toJsonSchema(patched, { errorMode: 'ignore' })))
  return {
    description: 'JSON Merge Patch (RFC 7396): fields that are not named stay, null removes or resets one.',
    content: { 'application/json': { schema: patchOf(whole) } },
  }
}

/** A schema whose fields may be missing or null, at every depth that a patch merges; lists are replaced. */
function patchOf(schema: Json): Json {
  if (!isObject(schema)) return schema
  const { required: _, properties, anyOf, oneOf, allOf, ...rest } = schema
  const each = (parts: Json | undefined) => (Array.isArray(parts) ? parts.map(patchOf) : undefined)
  const parts = Object.entries({ anyOf: each(anyOf), oneOf: each(oneOf), allOf: each(allOf) })
  return {
    ...rest,
    ...Object.fromEntries(parts.flatMap(([name, all]) => (all ? [[name, all]] : []))),
    ...(isObject(properties) && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, one]) => [name, { anyOf: [patchOf(one), { type: 'null' }] }]),
      ),
    }),
  }
}
