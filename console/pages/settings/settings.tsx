import { useState } from 'preact/hooks'
import { SelectField } from '../../parts/field.tsx'
import { Card, Page } from '../../parts/page.tsx'
import { may, me } from '../../session.ts'
import { texts } from '../../texts/index.ts'
import { chooseTheme, chosenTheme, THEMES } from '../../theme.ts'
import { DeleteShop } from './delete-shop.tsx'
import { General } from './general.tsx'
import { Keys } from './keys.tsx'
import { Members } from './members.tsx'
import { Passkeys } from './passkeys.tsx'
import { Sessions } from './sessions.tsx'

/** Everything about the shop that is not a panel: its name and language, members, sessions and keys. */
export const Settings = () => (
  <Page help="settings" title={texts.value.settings.title}>
    <General />
    <Members />
    {me.value?.demo !== 'entered' && <Sessions />}
    {me.value?.demo !== 'entered' && <Passkeys />}
    {may('owner') && <Keys />}
    <Appearance />
    {may('owner') && <DeleteShop />}
  </Page>
)

function Appearance() {
  const [theme, setTheme] = useState(chosenTheme)
  const t = texts.value.settings
  return (
    <Card title={t.appearance}>
      <div class="form">
        <SelectField
          label={t.colours}
          value={theme}
          options={THEMES.map((one) => [one, t.themes[one]] as const)}
          onInput={(value) => {
            const found = THEMES.find((one) => one === value) ?? 'auto'
            chooseTheme(found)
            setTheme(found)
          }}
        />
      </div>
    </Card>
  )
}
