import { totalmem } from 'node:os';
import type { Engine } from './engine.ts';
import { parentSetting } from './processes.ts';

/** The value of every setting that we care about; given at each start, so that an old folder follows a new release. */
export function serverSettings(engine: Engine, durable: boolean): Record<string, string> {
  const memory = durable ? memoryOfMachine() : 2 * gibibyte;
  const settings: Record<string, string> = {
    [parentSetting]: String(process.pid),

    // Reached only through a socket in a folder that is closed to others.
    listen_addresses: '',
    unix_socket_permissions: '0700',
    max_connections: '40',
    superuser_reserved_connections: '3',

    shared_buffers: `${sharedBuffers(memory)}MB`,
    effective_cache_size: `${Math.floor(memory / mebibyte / 2)}MB`,
    work_mem: '4MB',
    maintenance_work_mem: '64MB',
    huge_pages: 'off',
    // The default would be 8 MiB: a sign-in writes 2 KiB.
    wal_buffers: '2MB',

    // Few processes: one organization's gate is small, and idle memory counts.
    jit: 'off',
    max_worker_processes: '2',
    max_parallel_workers: '0',
    max_parallel_workers_per_gather: '0',
    max_parallel_maintenance_workers: '0',
    max_logical_replication_workers: '0',
    autovacuum_max_workers: '2',

    // Enough for one backup over the replication connection; a forgotten slot may not fill the disk.
    wal_level: 'replica',
    max_wal_senders: '2',
    max_replication_slots: '2',
    max_slot_wal_keep_size: '2GB',
    min_wal_size: '48MB',
    max_wal_size: '256MB',
    checkpoint_timeout: '10min',
    wal_compression: 'on',
    // A journal file that is done with is deleted, never kept to be written over: what was erased must not stay in it.
    wal_recycle: 'off',

    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    restart_after_crash: 'on',

    timezone: 'UTC',
    log_timezone: 'UTC',
    log_destination: 'stderr',
    logging_collector: 'off',
    log_line_prefix: '%m [%p] %q%a ',
    log_min_messages: 'warning',
    log_checkpoints: 'off',
    log_statement: 'none',
    log_min_duration_statement: '1000',
    log_lock_waits: 'on',
    // Privacy: without these a log line may hold the value of a parameter or of a unique key.
    log_parameter_max_length: '0',
    log_parameter_max_length_on_error: '0',
    log_error_verbosity: 'terse',
  };
  if (engine.major >= 18) Object.assign(settings, { io_method: 'sync', autovacuum_worker_slots: '2' });
  // A test's folder is thrown away, and its workers share one server.
  if (!durable) Object.assign(settings, { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '100' });
  return settings;
}

const mebibyte = 1024 ** 2;
const gibibyte = 1024 ** 3;

/** What the machine, or the container we are in, has. */
function memoryOfMachine(): number {
  const allowed = process.constrainedMemory();
  return allowed > 0 ? Math.min(allowed, totalmem()) : totalmem();
}

/**
 * Mebibytes of PostgreSQL's own cache. Never more than 256: what does not fit is in the kernel's cache, and the bookkeeping of each
 * gibibyte weighs 9 MiB also when nobody is there.
 */
export function sharedBuffers(memory: number): number {
  const steps: readonly [gibibytes: number, buffers: number][] = [
    [6, 256],
    [3, 128],
    [1.5, 64],
  ];
  return steps.find(([from]) => memory >= from * gibibyte)?.[1] ?? 32;
}
