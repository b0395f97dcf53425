<?php

declare(strict_types=1);

namespace Pairwell\Suggestions\Console\Command;

use Pairwell\Suggestions\Model\Queue;
use Symfony\Component\Console\Command\Command;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Output\OutputInterface;

/** bin/magento pairwell:sync: queues everything again; cron sends it. */
class Sync extends Command
{
    public function __construct(private readonly Queue $queue)
    {
        parent::__construct('pairwell:sync');
    }

    protected function configure(): void
    {
        $this->setDescription('Sends all products and orders to Pairwell again');
    }

    protected function execute(InputInterface $input, OutputInterface $output): int
    {
        $this->queue->addEverything();
        $output->writeln('Queued. Cron sends it; "bin/magento pairwell:check" says how much waits.');
        return 0;
    }
}
