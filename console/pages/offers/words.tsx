import type { OfferInput } from '../../../schema/decisions/offers.ts'
import { CHANNELS } from '../../../vocabulary/decisions/offers.ts'
import { Button } from '../../parts/button.tsx'
import { TextField } from '../../parts/field.tsx'
import { texts } from '../../texts/index.ts'
import { Checks } from '../rules/edit/fields.tsx'

type Texts = OfferInput['texts']

/** The texts of an offer, by language and channel. */
export function Words({ list, onChange }: { list: Texts; onChange: (list: Texts) => void }) {
  const t = texts.value.offers
  const set = (at: number, part: Partial<Texts[number]>) =>
    onChange(list.map((one, index) => (index === at ? clean({ ...one, ...part }) : one)))
  return (
    <div class="stack wide-gaps">
      {list.map((text, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a text has no other identity, and its fields hold no state of their own
        <fieldset key={at} class="stack part">
          <div class="form">
            <TextField
              label={t.text_title}
              value={text.title}
              required
              onInput={(title) => set(at, { title })}
            />
            <TextField
              label={t.language}
              hint={t.language_hint}
              value={text.locale ?? ''}
              onInput={(locale) => set(at, { locale })}
            />
          </div>
          <TextField
            label={t.text_body}
            rows={2}
            value={text.body ?? ''}
            onInput={(body) => set(at, { body })}
          />
          {list.length > 1 && (
            <>
              <Checks
                label={t.on}
                options={CHANNELS.map((one) => [one, t.channels[one]] as const)}
                chosen={text.channels}
                onChange={(channels) => set(at, { channels })}
              />
              <div>
                <Button
                  size="small"
                  kind="quiet"
                  onPress={() => onChange(list.filter((_, index) => index !== at))}
                >
                  {t.remove}
                </Button>
              </div>
            </>
          )}
        </fieldset>
      ))}
      <div>
        <Button onPress={() => onChange([...list, { title: '' }])}>{t.add_text}</Button>
      </div>
    </div>
  )
}

/** A text without empty parts. */
function clean({ locale, channels, ...rest }: Texts[number]): Texts[number] {
  return { ...rest, ...(locale && { locale }), ...(channels && { channels }) }
}
