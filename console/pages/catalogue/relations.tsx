import { useState } from 'preact/hooks'
import type { RelationView } from '../../../schema/catalogue/relations.ts'
import { RELATIONSHIP_TYPES, type RelationshipType } from '../../../vocabulary/relations.ts'
import { call, withQuery } from '../../api/call.ts'
import { useAct, useResource } from '../../api/resource.ts'
import { date } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { SelectField } from '../../parts/field.tsx'
import { ItemSearch } from '../../parts/item-search.tsx'
import { Failure, Loaded } from '../../parts/states.tsx'
import { may } from '../../session.ts'
import { texts } from '../../texts/index.ts'

/** Relations that are shown; an item with more has them from a file, where they are changed. */
const LIMIT = 200

type List = { items: RelationView[]; next: string | null }

/** What the merchant has stated about an item and others; each change takes effect at once. */
export function Relations({ item_id, onChange }: { item_id: string; onChange: () => void }) {
  const list = useResource<List>(withQuery('/v1/relations', { item_id, limit: LIMIT }))
  const t = texts.value.relations
  const reload = () => {
    list.reload()
    onChange()
  }
  return (
    <div class="stack">
      <Loaded of={list}>
        {({ items, next }) => (
          <>
            {items.length === 0 ? (
              <p class="soft">{t.none}</p>
            ) : (
              <ul class="steer">
                {items.map((one) => (
                  <Relation
                    key={`${one.relationship_type} ${one.related_item_id}`}
                    relation={one}
                    onChange={reload}
                  />
                ))}
              </ul>
            )}
            {next !== null && <p class="soft small">{t.more}</p>}
          </>
        )}
      </Loaded>
      {may('editor') && <Add item_id={item_id} onAdded={reload} />}
    </div>
  )
}

function Relation({ relation, onChange }: { relation: RelationView; onChange: () => void }) {
  const { item_id, related_item_id, related_title, relationship_type, from_catalogue, end_at } = relation
  const t = texts.value.relations
  const title = related_title ?? related_item_id
  const remove = useAct(async () => {
    await call(withQuery('/v1/relations', { item_id, related_item_id, relationship_type }), {
      method: 'DELETE',
    })
    onChange()
  })
  const facts = [
    t.types[relationship_type],
    ...(end_at === undefined ? [] : [t.until(date(end_at))]),
    ...(from_catalogue ? [t.from_catalogue] : []),
  ]
  return (
    <li>
      <span>
        <a href={`/console/catalogue/${encodeURIComponent(related_item_id)}`}>{title}</a>
        <span class="soft small block">{facts.join(' · ')}</span>
      </span>
      {/* The next catalogue would state it again. */}
      {may('editor') && !from_catalogue && (
        <Button
          size="small"
          kind="quiet"
          label={t.remove_of(title)}
          busy={remove.busy}
          onPress={() => void remove.run()}
        >
          {t.remove}
        </Button>
      )}
      <Failure problem={remove.problem} />
    </li>
  )
}

function Add({ item_id, onAdded }: { item_id: string; onAdded: () => void }) {
  const [type, setType] = useState<RelationshipType>('accessory')
  const t = texts.value.relations
  const add = useAct(async (related_item_id: string) => {
    const relations = [{ item_id, related_item_id, relationship_type: type }]
    await call('/v1/relations', { method: 'PUT', json: { relations } })
    onAdded()
  })
  return (
    <>
      <div class="form">
        <SelectField
          label={t.type}
          value={type}
          options={RELATIONSHIP_TYPES.map((one) => [one, t.types[one]] as const)}
          onInput={(value) => setType(RELATIONSHIP_TYPES.find((one) => one === value) ?? 'accessory')}
        />
      </div>
      <ItemSearch
        label={t.add}
        press={t.press}
        pressOf={t.press_of}
        without={[item_id]}
        onChoose={(item) => void add.run(item.item_id)}
      />
      <Failure problem={add.problem} />
    </>
  )
}
