"""What a new site starts with: synonyms, sources that may be cited, and the number that moves with what readers get.

The desk changes synonyms and sources in the admin; taken back is only what still stands as it was brought.
"""

from django.db import migrations

SYNONYMS = """\
heart attack, myocardial infarction
high blood pressure, hypertension
stroke, cerebrovascular accident
blood clot, thrombosis
deep vein thrombosis, DVT
blood thinner, anticoagulant
painkiller, analgesic, pain reliever
paracetamol, acetaminophen, Panadol, Tylenol
ibuprofen, Nurofen, Advil
naproxen, Naprosyn, Aleve
diclofenac, Voltarol, Voltaren
anti-inflammatory painkiller, NSAID, non-steroidal anti-inflammatory
opioid, opiate
pregabalin, Lyrica
gabapentin, Neurontin
steroid injection, corticosteroid injection, cortisone injection
medicine, drug
tablet, pill
dose, dosage
dummy tablet, placebo
side effect, adverse effect, adverse reaction
low back pain, lower back pain, lumbago
disc, disk
slipped disc, herniated disc, prolapsed disc, ruptured disc
sciatica, sciatic nerve pain, lumbar radiculopathy
trapped nerve, pinched nerve, nerve compression
nerve pain, neuropathic pain, neuralgia
long-term pain, chronic pain, persistent pain
ache, pain
back pain, backache
neck pain, cervicalgia
frozen shoulder, adhesive capsulitis
tennis elbow, lateral epicondylitis
golfer’s elbow, medial epicondylitis
osteoarthritis, wear and tear arthritis, degenerative joint disease
ankylosing spondylitis, axial spondyloarthritis
osteoporosis, bone thinning
knee replacement, knee arthroplasty
hip replacement, hip arthroplasty
kneecap, patella
runner’s knee, patellofemoral pain
torn cartilage, meniscus tear, meniscal tear
plantar fasciitis, plantar heel pain
shin splints, medial tibial stress syndrome
tendonitis, tendinitis, tendinopathy
broken bone, fracture
pulled muscle, muscle strain
spine, backbone
tailbone, coccyx
collarbone, clavicle
shoulder blade, scapula
breastbone, sternum
jaw joint, temporomandibular joint, TMJ
pins and needles, tingling, paraesthesia
swelling, oedema, edema
bruise, contusion
tiredness, fatigue
fever, high temperature
tummy ache, stomach ache, abdominal pain, belly ache
period pain, dysmenorrhoea, menstrual cramps
heartburn, acid reflux
shingles, herpes zoster
kidney stone, renal calculus
urinary tract infection, UTI, cystitis
diarrhoea, diarrhea
pregnancy, pregnant
insomnia, trouble sleeping
surgery, operation
orthopaedic, orthopedic
anaesthetic, anesthetic
physiotherapy, physical therapy, physio
osteopath, osteopathy
chiropractor, chiropractic
general practitioner, GP, family doctor
emergency department, emergency room, accident and emergency
x-ray, radiograph
MRI, magnetic resonance imaging
CT scan, CAT scan, computed tomography
ultrasound, sonography
TENS, transcutaneous electrical nerve stimulation
cognitive behavioural therapy, cognitive behavioral therapy, CBT
inversion therapy, inversion table, hanging upside down
"""
SOURCES = {
    "nice.org.uk": "National Institute for Health and Care Excellence, England",
    "sign.ac.uk": "Scottish Intercollegiate Guidelines Network",
    "nhs.uk": "National Health Service, England",
    "nhsinform.scot": "National Health Service, Scotland",
    "gov.uk": "British government, with the medicines regulator",
    "who.int": "World Health Organization",
    "ema.europa.eu": "European Medicines Agency",
    "cdc.gov": "Centers for Disease Control and Prevention, United States",
    "fda.gov": "Food and Drug Administration, United States",
    "nih.gov": "National Institutes of Health, United States",
    "cochranelibrary.com": "Cochrane reviews",
}


def add(apps, schema_editor):
    synonym, source = apps.get_model("articles", "Synonym"), apps.get_model("articles", "AllowedSource")
    synonym.objects.bulk_create(synonym(terms=terms) for terms in SYNONYMS.splitlines())
    source.objects.bulk_create(source(host=host, note=note) for host, note in SOURCES.items())
    apps.get_model("articles", "ReaderVersion").objects.create(version=1)


def remove(apps, schema_editor):
    apps.get_model("articles", "Synonym").objects.filter(terms__in=SYNONYMS.splitlines()).delete()
    apps.get_model("articles", "AllowedSource").objects.filter(host__in=SOURCES).delete()
    apps.get_model("articles", "ReaderVersion").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_rules")]

    operations = [migrations.RunPython(add, remove)]
