import { DATA } from './data.ts'
import { cost } from './upgrade/cost.ts'
import { curated } from './upgrade/curated.ts'
import { gains } from './upgrade/gains.ts'
import { giftCards } from './upgrade/gift-cards.ts'
import { habits } from './upgrade/habits.ts'
import { readMagento } from './upgrade/magento.ts'
import { owners } from './upgrade/owners.ts'
import { readRetail } from './upgrade/retail.ts'

const magento = readMagento()
const retail = readRetail()
if (!magento && !retail)
  console.log(`Skipped: there is no data in ${DATA}. Set PAIRWELL_DATA to the folder of the real data.`)
console.log(
  'Ties of the other methods are broken by a seeded random number; our ranking breaks its own ties.\n',
)
if (magento) curated(magento)
if (retail) owners(retail)
giftCards()
if (magento) habits(magento)
gains(magento, retail)
cost()
