<?php

declare(strict_types=1);

namespace Pairwell\Suggestions\Cron;

use Pairwell\Suggestions\Model\Sender;

/** Each minute. */
class Send
{
    /** Seconds of work: the next run begins a minute after this one. */
    private const SECONDS = 45;

    public function __construct(private readonly Sender $sender)
    {
    }

    public function execute(): void
    {
        $this->sender->run(self::SECONDS);
    }
}
