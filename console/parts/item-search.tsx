import { useState } from 'preact/hooks'
import type { Item } from '../../schema/catalogue/items.ts'
import { withQuery } from '../api/call.ts'
import { useKept, usePaused, useResource } from '../api/resource.ts'
import { texts } from '../texts/index.ts'
import { Button } from './button.tsx'
import { TextField } from './field.tsx'
import { Failure } from './states.tsx'
import { Thumb } from './thumb.tsx'

const FOUND = 5

type Props = {
  label: string
  /** The text of the button beside each item that is found, and its name for screen readers. */
  press: string
  pressOf: (title: string) => string
  /** Items that are not offered. */
  without?: readonly string[]
  onChoose: (item: Item) => void
}

/** Finds items of the catalogue while typing, and lets one be chosen. */
export function ItemSearch({ label, press, pressOf, without = [], onChoose }: Props) {
  const [typed, setTyped] = useState('')
  const q = usePaused(typed)
  const found = useResource<{ items: Item[] }>(
    q === '' ? undefined : withQuery('/v1/items', { q, limit: FOUND + without.length }),
  )
  const kept = useKept(found)
  const items = (q === '' ? [] : (kept?.items ?? []))
    .filter(({ item_id }) => !without.includes(item_id))
    .slice(0, FOUND)
  return (
    <div class="stack">
      <TextField label={label} type="search" value={typed} onInput={setTyped} />
      <Failure problem={q === '' ? undefined : found.problem} onRetry={found.reload} />
      {items.length > 0 && (
        <ul class="steer" aria-label={label}>
          {items.map((item) => (
            <li key={item.item_id}>
              <span class="row">
                <Thumb url={item.image_url} />
                <span>
                  {item.title} <span class="soft small">{item.item_id}</span>
                </span>
              </span>
              <Button
                size="small"
                label={pressOf(item.title)}
                onPress={() => {
                  onChoose(item)
                  setTyped('')
                }}
              >
                {press}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {q !== '' && found.data?.items.length === 0 && <p class="soft">{texts.value.catalogue.none}</p>}
    </div>
  )
}
