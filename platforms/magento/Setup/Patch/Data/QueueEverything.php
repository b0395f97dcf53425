<?php

declare(strict_types=1);

namespace Pairwell\Suggestions\Setup\Patch\Data;

use Magento\Framework\Setup\Patch\DataPatchInterface;
use Pairwell\Suggestions\Model\Queue;

/** The first sync: all products and orders wait from the installation on, and are sent when the keys are there. */
class QueueEverything implements DataPatchInterface
{
    public function __construct(private readonly Queue $queue)
    {
    }

    public function apply(): self
    {
        $this->queue->addEverything();
        return $this;
    }

    public static function getDependencies(): array
    {
        return [];
    }

    public function getAliases(): array
    {
        return [];
    }
}
