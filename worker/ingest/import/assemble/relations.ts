import { relations } from '../../../../schema/catalogue/relations.ts'
import type { RowError } from '../../../../schema/imports/imports.ts'
import type { Tally } from '../../../../schema/imports/report.ts'
import type { DropCode } from '../../../../vocabulary/left-out.ts'
import type { Catalogue } from '../../../models/catalogue.ts'
import { type RelationCells, relationCells } from '../../../store/catalogue/relations.ts'
import type { Put } from '../../../store/imports/apply.ts'
import { continued } from '../assemble-orders.ts'
import { type Fragment, isLinks, isRelation } from '../fragments.ts'
import { unknownItem } from '../problems.ts'

/** The rows of a file of relations. */
export function putRelations(before: Tally, groups: Map<string, Fragment[]>, catalogue: Catalogue): Put {
  const { tally, drop } = continued(before)
  const errors: RowError[] = []
  const cells = new Map<string, RelationCells>()
  for (const { row, columns, relation } of [...groups.values()].flat().filter(isRelation)) {
    const item_id = catalogue.idOf(`i:${relation.item_id}`)
    const related_item_id = catalogue.idOf(`i:${relation.related_item_id}`)
    if (item_id === undefined || related_item_id === undefined) {
      const [own, related] = columns
      const [column, reference] =
        item_id === undefined ? [own, relation.item_id] : [related, relation.related_item_id]
      errors.push(unknownItem(row, column, reference))
      tally.found += 1
      drop('unknown_item')
      continue
    }
    // Two variants of one item are the same item, and an item cannot be related to itself.
    if (item_id === related_item_id) {
      tally.found += 1
      drop('same_item')
      continue
    }
    const cell = relationCells({ ...relation, item_id, related_item_id })
    cells.set(keyOf(cell), cell)
  }
  tally.found += cells.size
  return { table: relations, cells: [...cells.values()], tally, errors }
}

const keyOf = ({ item_id, related_item_id, relationship_type }: RelationCells) =>
  `${item_id}\n${related_item_id}\n${relationship_type}`

/** Resolves the companions named in a catalogue's own columns against the catalogue, including items of the same file. */
export function putLinks(before: Tally, groups: Map<string, Fragment[]>, catalogue: Catalogue): Put {
  const counted = { found: 0, ...before.relations, dropped: { ...before.relations?.dropped } }
  const drop = (reason: DropCode) => {
    counted.dropped[reason] = (counted.dropped[reason] ?? 0) + 1
  }
  const errors: RowError[] = []
  const cells = new Map<string, RelationCells>()
  for (const [item_id, fragments] of groups) {
    // The relations of what turned out to be a variant are not those of its item.
    if ((catalogue.idOf(`i:${item_id}`) ?? item_id) !== item_id) continue
    for (const { row, links } of fragments.filter(isLinks)) {
      for (const { to, type, position, column } of links) {
        counted.found += 1
        const related_item_id = catalogue.idOf(to)
        if (related_item_id === undefined) {
          drop('unknown_item')
          errors.push(unknownItem(row, column, to.slice(2)))
        } else if (related_item_id === item_id) drop('same_item')
        else {
          const relation = { item_id, related_item_id, relationship_type: type, position }
          const cell = relationCells(relation, true)
          if (cells.has(keyOf(cell))) drop('twice')
          else cells.set(keyOf(cell), cell)
        }
      }
    }
  }
  const tally = { ...before, relations: counted }
  return { tally, errors, links: { item_ids: [...groups.keys()], cells: [...cells.values()] } }
}
