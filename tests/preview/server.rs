//! A preview that runs, and a client that asks it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// How long a preview may take to show what was written.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);
/// The instant of every page.
pub(crate) const AS_OF: &str = "2009-10-01T12:00:00-07:00";

/// A preview of the site in a folder. It ends when dropped.
pub(crate) struct Server {
    child: Child,
    port: u16,
    stream: Option<BufReader<TcpStream>>,
    /// What it said so far, line by line.
    said: Arc<Mutex<Vec<String>>>,
}

/// What was answered.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
}

impl Server {
    /// Starts one for the site at `root`.
    pub(crate) fn start(root: &Path, options: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_forthright"));
        command.args(["serve", "--port", "0", "--as-of", AS_OF, "--root"]);
        command.arg(root).args(options);
        Self::spawn(command)
    }

    /// Starts it by this command.
    pub(crate) fn spawn(mut command: Command) -> Self {
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command.env_remove("FORTHRIGHT_EDITOR").env("NO_COLOR", "1");
        let mut child = command.spawn().unwrap();
        let said = Arc::new(Mutex::new(Vec::new()));
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        lines.read_line(&mut first).unwrap();
        listen(lines, &said);
        listen(BufReader::new(child.stderr.take().unwrap()), &said);
        let port = first.split("127.0.0.1:").nth(1).and_then(|rest| {
            let digits = rest.split(|one: char| !one.is_ascii_digit()).next();
            digits?.parse().ok()
        });
        let port = port.unwrap_or_else(|| {
            let _ = child.kill();
            panic!("no address: {first:?} {:?}", said.lock().unwrap())
        });
        Self {
            child,
            port,
            stream: None,
            said,
        }
    }

    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// Everything that it said so far.
    pub(crate) fn said(&self) -> String {
        self.said.lock().unwrap().join("\n")
    }

    /// Whether it still runs.
    pub(crate) fn is_alive(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Asks for a path.
    pub(crate) fn get(&mut self, path: &str) -> Answer {
        for _ in 0..2 {
            if let Some(answer) = self.ask(path) {
                return answer;
            }
            // It may have closed a connection that was quiet for long.
            self.stream = None;
        }
        panic!("no answer for {path}: {}", self.said());
    }

    fn ask(&mut self, path: &str) -> Option<Answer> {
        if self.stream.is_none() {
            let stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
            stream.set_read_timeout(Some(PATIENCE)).unwrap();
            stream.set_nodelay(true).unwrap();
            self.stream = Some(BufReader::new(stream));
        }
        let stream = self.stream.as_mut()?;
        let path = path.replace('%', "%25").replace(' ', "%20");
        let port = self.port;
        let request = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n");
        stream.get_mut().write_all(request.as_bytes()).ok()?;
        let mut line = String::new();
        stream.read_line(&mut line).ok()?;
        let status = line.split(' ').nth(1)?.parse().ok()?;
        let mut length = 0;
        loop {
            line.clear();
            stream.read_line(&mut line).ok()?;
            let Some((name, value)) = line.trim_end().split_once(": ") else {
                break;
            };
            if name.eq_ignore_ascii_case("content-length") {
                length = value.parse().unwrap();
            }
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body).ok()?;
        Some(Answer { status, body })
    }

    /// Whether the pages say that there are errors.
    pub(crate) fn shows_errors(&mut self) -> bool {
        let home = self.get("/").body;
        !String::from_utf8_lossy(&home).contains(r#"role="alert"></div>"#)
    }

    /// The page as a build makes it.
    pub(crate) fn plain(&mut self, path: &str) -> Answer {
        self.get(&format!("/{path}?plain"))
    }

    /// Every difference between what is served and these files.
    pub(crate) fn differences(&mut self, files: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
        let mut wrong = Vec::new();
        for (path, bytes) in files {
            let answer = self.plain(path);
            if answer.status != 200 || &answer.body != bytes {
                wrong.push(format!("{path}: {}", answer.status));
            }
        }
        wrong
    }

    /// Waits until `holds`, which says what is wrong otherwise.
    pub(crate) fn wait(
        &mut self,
        what: &str,
        mut holds: impl FnMut(&mut Self) -> Vec<String>,
    ) -> Duration {
        let began = Instant::now();
        loop {
            let wrong = holds(self);
            if wrong.is_empty() {
                return began.elapsed();
            }
            assert!(
                began.elapsed() < PATIENCE,
                "{what}: after {PATIENCE:?} still {wrong:?}\n{}",
                self.said()
            );
            thread::sleep(Duration::from_millis(2));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn listen(lines: impl BufRead + Send + 'static, said: &Arc<Mutex<Vec<String>>>) {
    let said = Arc::clone(said);
    thread::spawn(move || {
        for line in lines.lines().map_while(Result::ok) {
            said.lock().unwrap().push(line);
        }
    });
}

/// The demo, in a scratch folder.
pub(crate) struct Site {
    _scratch: tempfile::TempDir,
    pub(crate) root: PathBuf,
    out: PathBuf,
}

impl Site {
    pub(crate) fn demo() -> Self {
        let scratch = tempfile::Builder::new()
            .prefix("forthright-preview-")
            .tempdir()
            .unwrap();
        let root = scratch.path().join("site");
        let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
        copy(&content, &root.join("content"));
        let out = scratch.path().join("out");
        Self {
            _scratch: scratch,
            root,
            out,
        }
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.join("content").join(path)
    }

    pub(crate) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The files of a first build of the site as it is; nothing where it has errors.
    pub(crate) fn built(&self) -> Option<BTreeMap<String, Vec<u8>>> {
        let _ = fs::remove_dir_all(&self.out);
        let mut command = Command::new(env!("CARGO_BIN_EXE_forthright"));
        command
            .args(["build", "--quiet", "--as-of", AS_OF, "--root"])
            .arg(&self.root);
        let output = command.arg("--out").arg(&self.out).output().unwrap();
        match output.status.code() {
            Some(0) => {}
            Some(1 | 2) => return None,
            _ => panic!("{output:?}"),
        }
        let mut files = BTreeMap::new();
        gather(&self.out, &self.out, &mut files);
        files.remove(".forthright.json");
        Some(files)
    }
}

fn gather(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap();
            files.insert(name.to_owned(), fs::read(&path).unwrap());
        }
    }
}

pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
