"""Trains a classifier of customer tickets and shows that what is around it works."""
import hashlib
import os
import sqlite3
import ssl
import subprocess
import sys

import numpy
import pandas
import yaml
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline

WORDS = {
    "billing": ["invoice", "refund", "charged", "payment", "receipt", "card"],
    "login": ["password", "account", "locked", "reset", "sign", "token"],
    "delivery": ["parcel", "late", "courier", "tracking", "shipped", "address"],
    "technical": ["crash", "error", "update", "screen", "install", "freeze"],
}
FILLERS = ["please", "help", "my", "the", "is", "since", "today", "again", "I", "was"]

random = numpy.random.default_rng(20261101)
rows = []
for intent, words in WORDS.items():
    for _ in range(60):
        ticket = list(random.choice(words, 3)) + list(random.choice(FILLERS, 4))
        random.shuffle(ticket)
        rows.append((" ".join(ticket), intent))
tickets = pandas.DataFrame(rows, columns=["text", "intent"])

train, test = train_test_split(tickets, test_size=0.25, random_state=7, stratify=tickets.intent)
model = make_pipeline(TfidfVectorizer(), LogisticRegression(max_iter=200))
model.fit(train.text, train.intent)
print(f"accuracy {model.score(test.text, test.intent):.3f}")
weights = model[-1].coef_.tobytes()
print("weights sha256", hashlib.sha256(weights).hexdigest())
print(model.predict(["I was charged twice, refund the payment", "password reset"]).tolist())

with sqlite3.connect(":memory:") as database:
    tickets.to_sql("tickets", database, index=False)
    print("sqlite", sqlite3.sqlite_version_info, database.execute(
        "select intent, count(*) from tickets group by 1 order by 1").fetchall())
print(ssl.OPENSSL_VERSION, ssl.create_default_context().cert_store_stats()["x509_ca"] > 0)
print(yaml.safe_load("a: [1, 2]"))


def run(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


prefix = os.environ["CONDA_PREFIX"]
assert sys.prefix == prefix, sys.prefix
probe = run("prefix-probe")
assert prefix in probe, probe
print("prefix ok", os.environ["PREFIX_PROBE"], os.environ["SSL_CERT_FILE"] == prefix + "/ssl/cacert.pem")
print([line for line in run("flask", "--version").splitlines() if line.startswith(("Flask", "Python"))])
print(run("pip", "--version").split(" from ")[0])
print("modules of the host:", [
    name for name, module in sorted(sys.modules.items())
    if getattr(module, "__file__", None) and not module.__file__.startswith((prefix, os.getcwd()))])
with open("/proc/self/maps") as maps:
    loaded = {line.split()[-1] for line in maps if ".so" in line and prefix not in line}
print("libraries of the host:", sorted({os.path.basename(path) for path in loaded}))
