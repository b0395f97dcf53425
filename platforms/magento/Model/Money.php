<?php

declare(strict_types=1);

namespace Pairwell\Suggestions\Model;

/** Magento has decimal numbers, Pairwell's API whole minor units. */
class Money
{
    /** Digits of minor units that are not 2, by ISO 4217. */
    private const DIGITS = [
        0 => 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
        3 => 'BHD IQD JOD KWD LYD OMR TND',
        4 => 'CLF UYW',
    ];

    public static function minor(float|int|string|null $amount, string $currency): int
    {
        $digits = 2;
        foreach (self::DIGITS as $count => $currencies) {
            if (in_array($currency, explode(' ', $currencies), true)) {
                $digits = $count;
            }
        }
        return (int)round((float)$amount * 10 ** $digits);
    }
}
