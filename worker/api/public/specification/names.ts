import { toJsonSchema } from '@valibot/to-json-schema'
import type { GenericSchema } from 'valibot'
import { item, variant } from '../../../../schema/catalogue/items.ts'
import { importView } from '../../../../schema/imports/imports.ts'
import { gain } from '../../../../schema/models/lists.ts'
import {
  recommendation,
  recommendations,
  recommendedItem,
} from '../../../../schema/serving/recommendations.ts'
import { forms, panelTexts } from '../../../../schema/shop/panels.ts'
import { itemTest, ruleAction } from '../../../../schema/shop/rules.ts'
import { canonical, isObject, type Json, type JsonObject } from './json.ts'

/** Schemas that occur in several routes, by the names that generated clients give them. */
const NAMED: Readonly<Record<string, GenericSchema>> = {
  Item: item,
  Variant: variant,
  Import: importView,
  Gain: gain,
  PageAnswer: recommendations,
  Recommendation: recommendation,
  RecommendedItem: recommendedItem,
  PluralForms: forms,
  PanelTexts: panelTexts,
  ItemTest: itemTest,
  RuleAction: ruleAction,
}

/** Collects named schemas, and replaces every schema that equals one of them by a reference. */
export class Names {
  readonly schemas: JsonObject = {}
  private readonly byForm = new Map<string, string>()

  constructor(change: (schema: Json) => Json) {
    for (const [name, schema] of Object.entries(NAMED)) {
      const { $schema: _, ...plain } = JSON.parse(
        JSON.stringify(toJsonSchema(schema, { errorMode: 'ignore' })),
      )
      this.add(name, change(plain))
    }
    for (const [name, schema] of Object.entries(this.schemas)) this.schemas[name] = this.insideOf(schema)
  }

  /** Names a schema. */
  add(name: string, schema: Json): void {
    this.schemas[name] = schema
    this.byForm.set(canonical(schema), name)
  }

  /** The schema by reference; named, if it is an object without a name. */
  named(name: string, schema: Json): Json {
    const known = this.referenced(schema)
    if (isObject(known) && '$ref' in known) return known
    if (!isObject(schema) || !('properties' in schema || 'anyOf' in schema)) return known
    this.add(name, schema)
    this.schemas[name] = known
    return reference(name)
  }

  private referenced(value: Json): Json {
    if (!isObject(value)) return Array.isArray(value) ? value.map((one) => this.referenced(one)) : value
    const name = this.byForm.get(canonical(value))
    return name === undefined ? this.insideOf(value) : reference(name)
  }

  private insideOf(value: Json): Json {
    if (!isObject(value)) return value
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, this.referenced(one)]))
  }
}

export const reference = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` })
