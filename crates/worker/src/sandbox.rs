//! The sandbox (沙箱) of a worker process: limits what it may use of the machine, and lets it reach only
//! the files that it must read. The process enters it before it sees any job, and cannot leave it.

use std::path::PathBuf;
use std::time::Duration;

/// What a worker may use.
#[derive(Debug, Clone)]
pub(crate) struct Limits {
    /// The address space, in bytes.
    pub memory: u64,
    /// How much may be written to one file, in bytes; pipes do not count.
    pub written: u64,
    /// How many files may be open, including pipes.
    pub files: u64,
    /// The folders and files that it may read.
    pub readable: Vec<PathBuf>,
}

/// What confines a worker: a kernel may not support all of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Held {
    /// Memory, processor time, files: by resource limits.
    pub by_limits: bool,
    /// Files: by Landlock.
    pub by_landlock: bool,
    /// The network and other programs: by seccomp.
    pub by_seccomp: bool,
}

impl std::fmt::Display for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names = [
            (self.by_limits, "limits"),
            (self.by_landlock, "landlock"),
            (self.by_seccomp, "seccomp"),
        ];
        let held: Vec<_> = names.iter().filter(|(held, _)| *held).map(|(_, name)| *name).collect();
        f.write_str(if held.is_empty() { "nothing" } else { "" })?;
        f.write_str(&held.join(", "))
    }
}

/// Confines this process. Call this while it has only one thread.
pub(crate) fn confine(limits: &Limits) -> Held {
    system::confine(limits)
}

/// Grants this process this much more processor time, from now on.
pub(crate) fn grant(time: Duration) {
    system::grant(time);
}

#[cfg(target_os = "linux")]
mod system {
    use std::collections::BTreeMap;
    use std::time::Duration;

    use landlock::{
        ABI, Access, AccessFs, AccessNet, PathBeneath, PathFd, Ruleset, RulesetAttr,
        RulesetCreatedAttr, RulesetError, RulesetStatus, Scope,
    };
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    use seccompiler::{SeccompAction, SeccompFilter};

    use super::{Held, Limits};

    /// The system calls that a worker does not need: they reach other machines, other programs and other
    /// processes.
    const FORBIDDEN: [libc::c_long; 24] = [
        libc::SYS_socket,
        libc::SYS_socketpair,
        libc::SYS_connect,
        libc::SYS_bind,
        libc::SYS_listen,
        libc::SYS_accept,
        libc::SYS_accept4,
        libc::SYS_sendto,
        libc::SYS_sendmsg,
        libc::SYS_sendmmsg,
        libc::SYS_execve,
        libc::SYS_execveat,
        libc::SYS_ptrace,
        libc::SYS_process_vm_readv,
        libc::SYS_process_vm_writev,
        libc::SYS_pidfd_getfd,
        libc::SYS_io_uring_setup,
        libc::SYS_mount,
        libc::SYS_setns,
        libc::SYS_unshare,
        libc::SYS_bpf,
        libc::SYS_keyctl,
        libc::SYS_perf_event_open,
        libc::SYS_userfaultfd,
    ];

    pub(super) fn confine(limits: &Limits) -> Held {
        // A server that is killed takes its workers with it.
        let _ =
            rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL));
        Held {
            by_limits: limit(limits),
            by_landlock: landlock(limits).is_ok_and(|status| status != RulesetStatus::NotEnforced),
            by_seccomp: seccomp().is_ok(),
        }
    }

    fn limit(limits: &Limits) -> bool {
        // No core dump: what is in memory must not end up on disk.
        let all = [
            (Resource::As, limits.memory),
            (Resource::Fsize, limits.written),
            (Resource::Core, 0),
            (Resource::Nofile, limits.files),
        ];
        let set = |(resource, most): (Resource, u64)| {
            let most = getrlimit(resource).maximum.map_or(most, |hard| hard.min(most));
            setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) }).is_ok()
        };
        // Each limit is set, even if an earlier one cannot be.
        all.into_iter().filter(|one| !set(*one)).count() == 0
    }

    pub(super) fn grant(time: Duration) {
        let spent = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
        let spent = u64::try_from(spent.tv_sec).unwrap_or_default();
        let most = spent + time.as_secs() + 1;
        let maximum = getrlimit(Resource::Cpu).maximum;
        // The server's watchdog ends what this limit does not.
        let _ = setrlimit(Resource::Cpu, Rlimit { current: Some(most), maximum });
    }

    /// Allows the process to read the files that it must read, and nothing else.
    fn landlock(limits: &Limits) -> Result<RulesetStatus, RulesetError> {
        let abi = ABI::V6;
        let mut ruleset = Ruleset::default()
            .handle_access(AccessFs::from_all(abi))?
            .handle_access(AccessNet::from_all(abi))?
            .scope(Scope::from_all(abi))?
            .create()?;
        for path in &limits.readable {
            // What does not exist cannot be read anyway.
            let Ok(file) = PathFd::new(path) else { continue };
            let access = if path.is_dir() {
                AccessFs::ReadFile | AccessFs::ReadDir
            } else {
                AccessFs::ReadFile.into()
            };
            ruleset = ruleset.add_rule(PathBeneath::new(file, access))?;
        }
        Ok(ruleset.restrict_self()?.ruleset)
    }

    fn seccomp() -> Result<(), seccompiler::Error> {
        let rules: BTreeMap<i64, Vec<_>> =
            FORBIDDEN.iter().map(|call| (*call, Vec::new())).collect();
        let refused = SeccompAction::Errno(libc::EPERM.unsigned_abs());
        let machine = std::env::consts::ARCH.try_into()?;
        let filter = SeccompFilter::new(rules, SeccompAction::Allow, refused, machine)?;
        let program: seccompiler::BpfProgram = filter.try_into()?;
        seccompiler::apply_filter_all_threads(&program)
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use std::time::Duration;

    use super::{Held, Limits};

    pub(super) fn confine(_: &Limits) -> Held {
        Held::default()
    }

    pub(super) fn grant(_: Duration) {}
}
